package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.data.PatientSplit;

/**
 * Labelled ECGs of one or several sources in three parts, no patient in two of them.
 *
 * @param tasks of which the training part has records with the finding and without it
 */
public record LabelledParts(
        EcgDataset dataset,
        PatientSplit split,
        List<Task> tasks,
        LabelledRecords train,
        LabelledRecords validation,
        LabelledRecords test) {
    public LabelledParts {
        tasks = List.copyOf(tasks);
    }

    /**
     * Those tasks of the wanted ones that the training part can teach.
     *
     * @param run the folder of what is made of them: where it was begun, the stores are what they were then
     * @throws IOException where it teaches none, or there is nothing to validate with
     */
    public static LabelledParts read(List<Path> stores, Path run, PatientSplit split, List<Task> wanted)
            throws IOException {
        EcgDataset dataset = EcgDataset.open(stores, null, run);
        split.requireCovers(stores, dataset.parts());
        return of(dataset, split, wanted);
    }

    static LabelledParts of(EcgDataset dataset, PatientSplit split, List<Task> wanted) throws IOException {
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
        return new LabelledParts(
                dataset,
                split,
                tasks,
                part(dataset, split, Part.TRAIN, tasks),
                validation,
                part(dataset, split, Part.TEST, tasks));
    }

    private static LabelledRecords part(EcgDataset dataset, PatientSplit split, Part part, List<Task> tasks)
            throws IOException {
        return LabelledRecords.of(dataset, PatientIndex.of(dataset, split.in(part)), tasks);
    }

    private static void requireAny(EcgDataset dataset, LabelledRecords records, Part part) throws IOException {
        if (records.size() == 0) {
            throw new IOException("of the split's " + part.name().toLowerCase(java.util.Locale.ROOT)
                    + " patients none has a labelled ECG in " + dataset.source());
        }
    }

    /** The records of a part. */
    public LabelledRecords of(Part part) {
        return switch (part) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
