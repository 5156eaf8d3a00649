package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Label;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.evaluate.study.Arm;
import org.einthoven.training.evaluate.study.Case;
import org.einthoven.training.evaluate.study.Cases;
import org.einthoven.training.evaluate.study.Experiment;
import org.einthoven.training.evaluate.study.Fold;
import org.einthoven.training.evaluate.study.LabelSizes;
import org.einthoven.training.probe.MeasuredRecords;

/** The arms of one pretrained encoder on labelled records, and experiments that part these in one way or another. */
final class EncoderStudy {
    private final LabelledRecords records;
    private final RecordGroups groups;
    private final List<Arm> arms;

    /**
     * @param used whose records take part in any experiment
     * @param key of what decides about that, such as a split's fingerprint
     * @param chosen the names of the arms that are compared
     * @throws IOException where nobody has a label
     */
    EncoderStudy(
            EcgDataset dataset,
            Predicate<StoredEcg> used,
            String key,
            List<Task> tasks,
            PretrainedEncoder encoder,
            List<String> chosen,
            Path folder)
            throws IOException {
        records = LabelledRecords.of(dataset, PatientIndex.of(dataset, used), tasks);
        if (records.size() == 0) {
            throw new IOException("no patient of the split has a label of "
                    + tasks.stream().map(Task::id).toList());
        }
        EncoderArms all = new EncoderArms(encoder, records, dataset.fingerprint() + key + records.size(), folder);
        MeasuredRecords measured = all.measured();
        groups = RecordGroups.of(records, measured);
        arms = all.of(chosen, measured);
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
    record Plan(
            String id,
            String title,
            String description,
            Experiment.Origin origin,
            Experiment.Unit unit,
            LabelSizes sizes) {}

    Experiment experiment(Plan plan, Parting parting) {
        List<Fold> folds =
                records.tasks().stream().map(task -> fold(task, parting)).toList();
        return new Experiment(
                plan.id(),
                plan.title(),
                plan.origin(),
                plan.description(),
                plan.unit(),
                folds,
                arms,
                EncoderArms.reference(arms),
                plan.sizes());
    }

    private Fold fold(Task task, Parting parting) {
        return new Fold(
                task,
                cases(task, parting, Part.TRAIN),
                cases(task, parting, Part.VALIDATION),
                cases(task, parting, Part.TEST));
    }

    private Cases cases(Task task, Parting parting, Part part) {
        int[] ofPart = IntStream.range(0, records.size())
                .filter(record ->
                        parting.of(records.source(record), records.records().get(record)) == part)
                .toArray();
        return Cases.known(ofPart, record -> label(records.records().get(record), task), this::aCase);
    }

    private static Label label(StoredEcg ecg, Task task) {
        Boolean present = ecg.labels().get(task);
        if (present == null) {
            return Label.UNKNOWN;
        }
        return present ? Label.PRESENT : Label.ABSENT;
    }

    private Case aCase(int record, boolean positive) {
        return new Case(record, records.records().get(record).patient().toString(), positive, groups.of(record));
    }
}
