package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Label;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.data.RecordMeans;
import org.einthoven.training.evaluate.study.AgeBand;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.Case;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.evaluate.study.Fold;
import org.einthoven.training.finetune.FineTuningArm;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.Weights;
import org.einthoven.training.probe.FeatureFile;
import org.einthoven.training.probe.MeasuredRecords;
import org.einthoven.training.probe.ProbeArm;

/** The arms of one pretrained encoder on one data set: frozen with a probe, fine-tuned, and what they must beat. */
final class EncoderStudy {
    private static final long RANDOM_ENCODER_SEED = 1903;
    private static final String REFERENCE = "scratch";

    private final EcgDataset dataset;
    private final PatientSplit split;
    private final PretrainedEncoder encoder;
    private final Path folder;

    EncoderStudy(EcgDataset dataset, PatientSplit split, PretrainedEncoder encoder, Path folder) {
        this.dataset = dataset;
        this.split = split;
        this.encoder = encoder;
        this.folder = folder;
    }

    /** What the encoder was pretrained on. */
    String provenance() {
        return encoder.source() + ", " + encoder.description();
    }

    Experiment experiment(List<Task> tasks, Experiment.Origin origin, Experiment.Unit unit) throws IOException {
        PatientIndex index = PatientIndex.of(dataset, ecg -> split.of(ecg.patient()) != null);
        LabelledRecords records = LabelledRecords.of(dataset, index, tasks);
        List<Fold> folds = tasks.stream()
                .map(task -> fold(records, task))
                .filter(fold -> fold.train().size() > 0)
                .toList();
        if (folds.isEmpty()) {
            throw new IOException("no patient of the split has a label of "
                    + tasks.stream().map(Task::id).toList());
        }
        return new Experiment(
                dataset.source().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                "Findings in " + dataset.source(),
                origin,
                records.size() + " records of " + dataset.source() + "; the encoder was pretrained on "
                        + encoder.source() + (encoder.isOfSplit(split.fingerprint()) ? ", training part only" : ""),
                unit,
                folds,
                arms(records),
                REFERENCE);
    }

    private Fold fold(LabelledRecords records, Task task) {
        return new Fold(
                task,
                cases(records, task, Part.TRAIN),
                cases(records, task, Part.VALIDATION),
                cases(records, task, Part.TEST));
    }

    private Cases cases(LabelledRecords records, Task task, Part part) {
        int[] ofPart = IntStream.range(0, records.size())
                .filter(record -> split.of(records.records().get(record).patient()) == part)
                .toArray();
        return Cases.known(
                ofPart,
                record -> label(records.records().get(record), task),
                (record, positive) -> aCase(records.records().get(record), record, positive));
    }

    private static Label label(StoredEcg ecg, Task task) {
        Boolean present = ecg.labels().get(task);
        if (present == null) {
            return Label.UNKNOWN;
        }
        return present ? Label.PRESENT : Label.ABSENT;
    }

    private static Case aCase(StoredEcg ecg, int record, boolean positive) {
        Map<String, String> groups = new HashMap<>();
        if (ecg.sex() != null) {
            groups.put("sex", ecg.sex().name().toLowerCase(Locale.ROOT));
        }
        if (ecg.ageYears() != null) {
            groups.put("age", AgeBand.of(ecg.ageYears()));
        }
        return new Case(record, ecg.patient().toString(), positive, groups);
    }

    private List<Arm> arms(LabelledRecords records) throws IOException {
        Weights random = EncoderModel.random(encoder.architecture(), RANDOM_ENCODER_SEED);
        List<Arm> arms = new ArrayList<>();
        arms.add(new ProbeArm(
                "random-probe", "random encoder, frozen, with a linear probe", embeddings(records, "random", random)));
        arms.add(new ProbeArm("features-probe", "measured features with a linear probe", measured(records)));
        arms.add(new FineTuningArm(
                REFERENCE,
                "encoder trained from scratch",
                encoder.architecture(),
                Map.of(),
                records,
                FineTuningArm.Schedule.STANDARD));
        arms.add(new ProbeArm(
                "ssl-probe",
                "pretrained encoder, frozen, with a linear probe",
                embeddings(records, "pretrained", encoder.weights())));
        arms.add(new FineTuningArm(
                "ssl-finetuned",
                "pretrained encoder, fine-tuned",
                encoder.architecture(),
                encoder.weights().values(),
                records,
                FineTuningArm.Schedule.STANDARD));
        return arms;
    }

    private float[][] embeddings(LabelledRecords records, String name, Weights weights) throws IOException {
        Fingerprint key =
                new Fingerprint().add(key(records)).add(encoder.architecture().toString());
        weights.values().forEach((parameter, values) -> key.add(parameter).add(new float[][] {values}));
        int size = encoder.architecture().embeddingSize();
        return FeatureFile.of(folder.resolve(name + ".features"), key.hex(), () -> {
            try (EncoderModel model = new EncoderModel(encoder.architecture(), weights)) {
                return RecordMeans.of(dataset, records.windows(), Integer.MAX_VALUE, size, model::run);
            }
        });
    }

    private float[][] measured(LabelledRecords records) throws IOException {
        String key = new Fingerprint().add(key(records)).add("measured").hex();
        return FeatureFile.of(folder.resolve("measured.features"), key, () -> MeasuredRecords.of(records));
    }

    private String key(LabelledRecords records) {
        return dataset.fingerprint() + split.fingerprint() + records.size();
    }
}
