package org.einthoven.training.classifier;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;

/**
 * The labelled ECGs that may be learnt from and chosen by: what trains, chooses and calibrates is handed these, and has no test record that it could use.
 *
 * @param tasks of which the training part has records with the finding and without it
 * @param train of any origin
 * @param validation of one origin: the real ones where there are any, as what is chosen by simulated ones is no figure of patients
 * @param leftOut how many simulated validation records choose nothing, as there are real ones
 */
public record LearningParts(
        EcgDataset dataset,
        PatientSplit split,
        List<Task> tasks,
        LabelledRecords train,
        LabelledRecords validation,
        int leftOut) {
    public LearningParts {
        tasks = List.copyOf(tasks);
        if (validation.has(Origin.REAL) && validation.has(Origin.SIMULATED)) {
            throw new IllegalArgumentException("simulated and real records choose together");
        }
    }

    /** @throws IOException where no task of the wanted ones can be taught, or there is nothing to validate with */
    static LearningParts of(EcgDataset dataset, PatientSplit split, List<Task> wanted) throws IOException {
        LabelledRecords train = part(dataset, split, Part.TRAIN, wanted);
        requireAny(dataset, train, Part.TRAIN);
        List<Task> tasks = IntStream.range(0, wanted.size())
                .filter(task -> train.present(task).length > 0 && train.present(task).length < train.known(task).length)
                .mapToObj(wanted::get)
                .toList();
        if (tasks.isEmpty()) {
            throw new IOException("no finding is both present and absent in the training part of " + dataset.source()
                    + ": there is nothing to tell apart");
        }
        LabelledRecords validation = part(dataset, split, Part.VALIDATION, tasks);
        requireAny(dataset, validation, Part.VALIDATION);
        LabelledRecords judging = validation.ofOrigin(validation.has(Origin.REAL) ? Origin.REAL : Origin.SIMULATED);
        return new LearningParts(
                dataset,
                split,
                tasks,
                part(dataset, split, Part.TRAIN, tasks),
                judging,
                validation.size() - judging.size());
    }

    static LabelledRecords part(EcgDataset dataset, PatientSplit split, Part part, List<Task> tasks)
            throws IOException {
        return LabelledRecords.of(dataset, PatientIndex.of(dataset, split.in(part)), tasks);
    }

    private static void requireAny(EcgDataset dataset, LabelledRecords records, Part part) throws IOException {
        if (records.size() == 0) {
            throw new IOException("of the split's " + part.name().toLowerCase(Locale.ROOT)
                    + " patients none has a labelled ECG in " + dataset.source());
        }
    }

    /** Of the records that choose, and of those that test. */
    public Origin origin() {
        return validation.has(Origin.REAL) ? Origin.REAL : Origin.SIMULATED;
    }
}
