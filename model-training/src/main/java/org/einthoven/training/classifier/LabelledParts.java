package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Origin;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;

/**
 * Labelled ECGs of one or several sources in three parts, no patient in two of them.
 *
 * @param test of the origin of the validation records
 * @param leftOut how many simulated test records test nothing, as there are real ones
 */
public record LabelledParts(LearningParts learning, LabelledRecords test, int leftOut) {
    public LabelledParts {
        for (Origin other : Origin.values()) {
            if (other != learning.origin() && test.has(other)) {
                throw new IllegalArgumentException("records of another origin test than chose");
            }
        }
    }

    /**
     * Those tasks of the wanted ones that the training part can teach.
     *
     * @param run the folder of what is made of them: where it was begun, the stores are what they were then
     * @throws IOException where it teaches none, there is nothing to validate with, or real records test and none validates
     */
    public static LabelledParts read(List<Path> stores, Path run, PatientSplit split, List<Task> wanted)
            throws IOException {
        EcgDataset dataset = EcgDataset.open(stores, null, run);
        split.requireCovers(stores, dataset.parts());
        return of(dataset, split, wanted);
    }

    static LabelledParts of(EcgDataset dataset, PatientSplit split, List<Task> wanted) throws IOException {
        LearningParts learning = LearningParts.of(dataset, split, wanted);
        LabelledRecords test = LearningParts.part(dataset, split, Part.TEST, learning.tasks());
        if (learning.origin() == Origin.SIMULATED && test.has(Origin.REAL)) {
            throw new IOException("of the split's validation patients none has a labelled real ECG in "
                    + dataset.source() + ": simulated ones do not choose and calibrate for the real ones that test");
        }
        LabelledRecords judging = test.ofOrigin(learning.origin());
        return new LabelledParts(learning, judging, test.size() - judging.size());
    }

    public EcgDataset dataset() {
        return learning.dataset();
    }

    public List<Task> tasks() {
        return learning.tasks();
    }

    /** The records of a part. */
    public LabelledRecords of(Part part) {
        return switch (part) {
            case TRAIN -> learning.train();
            case VALIDATION -> learning.validation();
            case TEST -> test;
        };
    }

    /** What takes no part although the split has it; empty where there is nothing of that kind. */
    public String told() {
        return learning.leftOut() + leftOut == 0
                ? ""
                : learning.leftOut() + " simulated validation records and " + leftOut
                        + " simulated test records took no part: simulated and real ECGs never meet in one figure.";
    }
}
