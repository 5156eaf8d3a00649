package org.einthoven.training.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Label;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.Case;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.Fold;
import org.einthoven.training.evaluate.study.LabelSizes;
import org.einthoven.training.probe.MeasuredRecords;
import org.jspecify.annotations.Nullable;

/** The arms of one pretrained encoder on labelled records, and experiments that part these in one way or another. */
public final class EncoderStudy {
    /** A file of the study's folder that is there before any report. */
    public static final String MEASURED = "measured.features";

    private final LabelledRecords records;
    private final EncoderArms encoderArms;
    private final List<String> chosen;
    private @Nullable Measured measured;

    /** What takes its time, and is not begun before all else is known to be right. */
    private record Measured(RecordGroups groups, List<Arm> arms) {}

    /**
     * @param used whose records take part in any experiment
     * @param key of what decides about that, such as a split's fingerprint
     * @param taught an encoder that was trained on labels before; null for none
     * @param chosen the names of the arms that are compared
     * @throws IOException where nobody has a label
     */
    public EncoderStudy(
            EcgDataset dataset,
            Predicate<StoredEcg> used,
            String key,
            List<Task> tasks,
            PretrainedEncoder encoder,
            @Nullable Classifier taught,
            List<String> chosen,
            Path folder)
            throws IOException {
        records = LabelledRecords.of(dataset, PatientIndex.of(dataset, used), tasks);
        if (records.size() == 0) {
            throw new IOException("no patient of the split has a label of "
                    + tasks.stream().map(Task::id).toList());
        }
        EncoderArms.requireNames(chosen);
        this.chosen = List.copyOf(chosen);
        encoderArms = new EncoderArms(encoder, taught, records, dataset.fingerprint() + key + records.size(), folder);
    }

    private Measured measured() throws IOException {
        Measured known = measured;
        if (known == null) {
            MeasuredRecords of = encoderArms.measured();
            known = new Measured(RecordGroups.of(records, of), encoderArms.of(chosen, of));
            measured = known;
        }
        return known;
    }

    LabelledRecords records() {
        return records;
    }

    /** Small letters, digits and hyphens. */
    static String id(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /**
     * What an experiment is called and how it is made.
     *
     * @param description for readers: what is learnt from, what is tested, what the encoder has seen
     */
    record Plan(String id, String title, String description, Origin origin, Experiment.Unit unit, LabelSizes sizes) {}

    /** @throws IOException where an ECG cannot be read */
    Experiment experiment(Plan plan, Parting parting) throws IOException {
        RecordGroups groups = measured().groups();
        List<Arm> arms = measured().arms();
        List<Fold> folds = records.tasks().stream()
                .map(task -> fold(task, parting, groups))
                .toList();
        return new Experiment(
                plan.id(),
                plan.title(),
                plan.origin(),
                plan.description(),
                plan.unit(),
                folds,
                arms,
                EncoderArms.reference(arms),
                EncoderArms.comparisons(arms),
                plan.sizes());
    }

    private Fold fold(Task task, Parting parting, RecordGroups groups) {
        return new Fold(
                task,
                cases(task, parting, groups, Part.TRAIN),
                cases(task, parting, groups, Part.VALIDATION),
                cases(task, parting, groups, Part.TEST));
    }

    private Cases cases(Task task, Parting parting, RecordGroups groups, Part part) {
        int[] ofPart = IntStream.range(0, records.size())
                .filter(record ->
                        parting.of(records.source(record), records.records().get(record)) == part)
                .toArray();
        return Cases.known(
                ofPart,
                record -> label(records.records().get(record), task),
                (record, positive) -> aCase(record, positive, groups));
    }

    private static Label label(StoredEcg ecg, Task task) {
        Boolean present = ecg.labels().get(task);
        if (present == null) {
            return Label.UNKNOWN;
        }
        return present ? Label.PRESENT : Label.ABSENT;
    }

    private Case aCase(int record, boolean positive, RecordGroups groups) {
        return new Case(record, records.records().get(record).patient().toString(), positive, groups.of(record));
    }
}
