package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.training.classifier.ClassifierRun.Kind;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.finetune.FineTuning;
import org.einthoven.training.loop.FolderLock;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.loop.StepListener;
import org.einthoven.training.loop.WholeFile;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.einthoven.training.probe.LinearProbe;

/**
 * A frozen encoder with a logistic probe for each task, in a run folder. Standardisation and probe become one dense layer, so that it is served as a
 * fine-tuned network is.
 */
public final class ProbedClassifier {
    private final StartingEncoder encoder;

    public ProbedClassifier(StartingEncoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Fits the probes; does nothing where the folder has the same classifier already.
     *
     * @param told how many windows are read
     * @throws IOException where the folder cannot be written or holds another run, or the validation part tells of no task
     */
    public void make(
            ClassifierRun run, LearningParts given, List<Path> stores, Map<String, String> remarks, StepListener told)
            throws IOException, InterruptedException {
        LearningParts parts = LearningParts.of(given.dataset(), given.split(), tasksOf(given));
        RunProperties.requireOwn(run.folder());
        try (FolderLock lock = FolderLock.of(run.folder())) {
            makeAlone(run, parts, stores, remarks, told);
        }
    }

    private void makeAlone(
            ClassifierRun run, LearningParts parts, List<Path> stores, Map<String, String> remarks, StepListener told)
            throws IOException {
        Map<String, String> made = new TreeMap<>(encoder.description());
        run.open(ClassifierRun.description(Kind.PROBE, encoder.name(), parts, made), remarks, parts.split(), stores);
        run.keepLearnt(encoder.learntWith(parts.split()));
        if (!run.isDone()) {
            run.finish(fit(run, parts, told));
        }
    }

    /** Those of which the validation part has records of both kinds: C is chosen by them. */
    private static List<Task> tasksOf(LearningParts parts) throws IOException {
        LabelledRecords validation = parts.validation();
        List<Task> tasks = IntStream.range(0, parts.tasks().size())
                .filter(task -> validation.present(task).length > 0
                        && validation.present(task).length < validation.known(task).length)
                .mapToObj(parts.tasks()::get)
                .toList();
        if (tasks.isEmpty()) {
            throw new IOException("no finding is both present and absent in the validation part of "
                    + parts.dataset().source() + ": a probe chooses its regularisation there");
        }
        return tasks;
    }

    private Weights fit(ClassifierRun run, LearningParts parts, StepListener told) throws IOException {
        try (EncoderModel model = new EncoderModel(encoder.architecture(), start(parts))) {
            Reading reading = new Reading(model, windows(parts.train()) + windows(parts.validation()), told);
            float[][] train =
                    reading.embeddings(parts.train(), encoder.architecture().embeddingSize());
            float[][] validation = reading.embeddings(
                    parts.validation(), encoder.architecture().embeddingSize());
            return withHeads(run, parts, train, validation);
        }
    }

    private static long windows(LabelledRecords records) {
        return records.windows().stream().mapToLong(own -> own.length).sum();
    }

    /** The encoder with heads that are replaced. */
    private Weights start(LearningParts parts) {
        return FineTuning.initial(encoder.architecture(), parts.tasks().size(), 0, encoder.weights(parts.tasks()));
    }

    private Weights withHeads(ClassifierRun run, LearningParts parts, float[][] train, float[][] validation)
            throws IOException {
        int tasks = parts.tasks().size();
        int size = encoder.architecture().embeddingSize();
        float[] weights = new float[size * tasks];
        float[] bias = new float[tasks];
        List<String> metrics = new ArrayList<>(List.of("task,regularisation,auroc_validation"));
        for (int task = 0; task < tasks; task++) {
            LinearProbe.Records chosenBy = records(parts.validation(), validation, task);
            LinearProbe probe = LinearProbe.fit(records(parts.train(), train, task), chosenBy);
            LinearProbe.Folded head = probe.folded();
            for (int j = 0; j < size; j++) {
                weights[j * tasks + task] = head.weights()[j];
            }
            bias[task] = head.bias();
            metrics.add(String.format(
                    Locale.ROOT,
                    "%s,%s,%.5f",
                    parts.tasks().get(task).id(),
                    probe.regularisation(),
                    probe.auroc(chosenBy)));
        }
        WholeFile.write(run.metrics(), String.join("\n", metrics) + "\n");
        Map<String, float[]> all = new LinkedHashMap<>(start(parts).values());
        all.put(Weights.HEADS, weights);
        all.put(Weights.HEADS_BIAS, bias);
        return new Weights(all);
    }

    private static LinearProbe.Records records(LabelledRecords records, float[][] embeddings, int task) {
        int[] known = records.known(task);
        boolean[] positive = new boolean[known.length];
        float[][] rows = new float[known.length][];
        for (int i = 0; i < known.length; i++) {
            positive[i] = Boolean.TRUE.equals(records.label(known[i], task));
            rows[i] = embeddings[known[i]];
        }
        return new LinearProbe.Records(rows, positive);
    }

    private static final class Reading {
        private final EncoderModel model;
        private final long windows;
        private final StepListener told;
        private long read;

        Reading(EncoderModel model, long windows, StepListener told) {
            this.model = model;
            this.windows = windows;
            this.told = told;
        }

        float[][] embeddings(LabelledRecords records, int size) throws IOException {
            return RecordMeans.of(records.dataset(), records.windows(), Integer.MAX_VALUE, size, (ecg, mask, count) -> {
                float[] embedding = model.run(ecg, mask, count);
                read += count;
                told.at(read, windows, "");
                return embedding;
            });
        }
    }
}
