package org.einthoven.training.finetune;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.loop.Prefetch;
import org.einthoven.training.loop.TrainingFailure;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.LearningRate;
import org.einthoven.training.network.TrainingModel;
import org.einthoven.training.network.TrainingModel.Batch;
import org.einthoven.training.network.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Trains encoder and heads on labelled records. The weights that did best on validation records, of a few looks, are the result; where these tell
 * nothing, as of one class only, the last ones.
 */
public final class FineTuning {
    private static final int WINDOWS_OF_A_LOOK = 1;

    private final Architecture architecture;
    private final FineTuningSettings settings;
    private final Augmentation augmentation;

    public FineTuning(Architecture architecture, FineTuningSettings settings, Augmentation augmentation) {
        this.architecture = architecture;
        this.settings = settings;
        this.augmentation = augmentation;
    }

    /** An encoder's weights with fresh heads on it; without an encoder, all fresh. */
    public static Weights initial(Architecture architecture, int tasks, long seed, Map<String, float[]> encoder) {
        Map<String, float[]> values =
                new LinkedHashMap<>(Weights.random(architecture, tasks, seed).values());
        encoder.forEach((name, kept) -> {
            float[] fresh = values.get(name);
            if (fresh == null || fresh.length != kept.length) {
                throw new IllegalArgumentException("the weights are of another encoder: " + name + " does not fit");
            }
            values.put(name, kept);
        });
        return new Weights(values);
    }

    /** Is told of each step. */
    public interface Listener {
        /**
         * @param loss before the step
         * @param auroc on validation records, mean over tasks and sources; null where this step is no look
         */
        void at(int step, double learningRate, float loss, @Nullable Double auroc) throws IOException;
    }

    /** Trains, telling nobody. */
    Weights fit(LabelledRecords train, LabelledRecords validation, Weights initial)
            throws IOException, InterruptedException {
        return fit(train, validation, initial, (step, learningRate, loss, auroc) -> {});
    }

    /**
     * Trains.
     *
     * @throws TrainingFailure where the loss is not finite any more
     */
    public Weights fit(LabelledRecords train, LabelledRecords validation, Weights initial, Listener listener)
            throws IOException, InterruptedException {
        int tasks = train.tasks().size();
        LearningRate rate = new LearningRate(settings.learningRate(), settings.steps() / 10, settings.steps());
        LabelledSampler sampler = new LabelledSampler(train, settings, augmentation);
        long[] next = {0};
        Weights best = initial;
        double most = Double.NEGATIVE_INFINITY;
        try (TrainingModel model = new TrainingModel(architecture, tasks, settings.weightDecay(), initial);
                Prefetch<Batch> prefetch = new Prefetch<>(
                        () -> Batch.empty(settings.batch(), architecture.embeddingSize(), tasks),
                        batch -> sampler.fill(++next[0], batch))) {
            for (int step = 1; step <= settings.steps(); step++) {
                Batch batch = prefetch.take();
                float loss = model.step(batch, rate.at(step));
                prefetch.giveBack(batch);
                TrainingFailure.requireFinite(loss, step);
                Double auroc = null;
                if (isLook(step)) {
                    Weights now = model.weights();
                    auroc = auroc(now, validation);
                    if (auroc >= most) {
                        most = auroc;
                        best = now;
                    }
                }
                listener.at(step, rate.at(step), loss, auroc);
            }
        }
        return best;
    }

    /**
     * What a model says of records.
     *
     * @param most of each record's windows
     * @return record × task, the mean logit over a record's windows
     */
    public static float[][] logits(InferenceModel model, LabelledRecords records, int most) throws IOException {
        return RecordMeans.of(
                records.dataset(), records.windows(), most, records.tasks().size(), (ecg, mask, count) -> model.run(
                                ecg, mask, count)
                        .logits());
    }

    private boolean isLook(int step) {
        return (long) step * settings.looks() / settings.steps()
                > (long) (step - 1) * settings.looks() / settings.steps();
    }

    /** The mean over tasks, of each over sources: one that lies between them would be told by the source; 0 where the validation records tell of none. */
    private double auroc(Weights weights, LabelledRecords validation) throws IOException {
        int tasks = validation.tasks().size();
        try (InferenceModel model = new InferenceModel(weights, architecture, tasks)) {
            float[][] logits = logits(model, validation, WINDOWS_OF_A_LOOK);
            return IntStream.range(0, tasks)
                    .mapToObj(task -> auroc(validation, logits, task))
                    .flatMapToDouble(OptionalDouble::stream)
                    .average()
                    .orElse(0);
        }
    }

    private static OptionalDouble auroc(LabelledRecords records, float[][] logits, int task) {
        return records.bySource().values().stream()
                .map(own -> scores(records, logits, task, own))
                .filter(Scores::bothKinds)
                .mapToDouble(Scores::auroc)
                .average();
    }

    private static Scores scores(LabelledRecords records, float[][] logits, int task, int[] chosen) {
        int[] known = Arrays.stream(chosen)
                .filter(record -> records.label(record, task) != null)
                .toArray();
        double[] score = new double[known.length];
        boolean[] present = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            score[i] = logits[known[i]][task];
            present[i] = Boolean.TRUE.equals(records.label(known[i], task));
        }
        return new Scores(present, score);
    }
}
