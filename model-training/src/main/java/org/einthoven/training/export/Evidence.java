package org.einthoven.training.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.classifier.LabelledParts;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.loop.StepListener;
import org.einthoven.training.network.InferenceModel;

/**
 * What validation records made of a classifier, and what test records then say of it.
 *
 * @param calibrations one a task, in the order of the logits, with the leads that are needed
 */
public record Evidence(List<TaskCalibration> calibrations, TestFigures figures) {
    public Evidence {
        calibrations = List.copyOf(calibrations);
    }

    /** How the reading of records is told: a listener for each time that they are read. */
    public interface Progress {
        StepListener of(String what);
    }

    /**
     * Calibrates on validation records, then looks at test records.
     *
     * @throws IOException where the test part has no labelled record, or records cannot be read
     */
    public static Evidence of(Classifier classifier, LabelledParts parts, Progress progress) throws IOException {
        if (parts.test().size() == 0) {
            throw new IOException("of the split's test patients none has a labelled ECG in "
                    + parts.dataset().source() + ": nothing could be said of the model");
        }
        try (InferenceModel model = classifier.model()) {
            Map<LeadSet, RecordLogits> validation = read(model, parts.validation(), "validation", progress);
            List<TaskCalibration> calibrations = calibrations(validation);
            Map<LeadSet, RecordLogits> test = new EnumMap<>(LeadSet.class);
            for (LeadSet set : List.of(LeadSet.TWELVE, LeadSet.LEAD_I)) {
                test.put(set, read(model, parts.test(), set, "test", progress));
            }
            return new Evidence(
                    calibrations, TestFigures.of(of(test, LeadSet.TWELVE), of(test, LeadSet.LEAD_I), calibrations));
        }
    }

    private static Map<LeadSet, RecordLogits> read(
            InferenceModel model, LabelledRecords records, String part, Progress progress) throws IOException {
        Map<LeadSet, RecordLogits> read = new EnumMap<>(LeadSet.class);
        for (LeadSet set : LeadSet.values()) {
            read.put(set, read(model, records, set, part, progress));
        }
        return read;
    }

    private static RecordLogits read(
            InferenceModel model, LabelledRecords records, LeadSet set, String part, Progress progress)
            throws IOException {
        return RecordLogits.read(
                model, records, set, progress.of("windows of the " + part + " part read, " + set.title()));
    }

    private static List<TaskCalibration> calibrations(Map<LeadSet, RecordLogits> validation) {
        List<TaskCalibration> open = Calibrations.of(of(validation, LeadSet.TWELVE));
        NeededLeads needed = new NeededLeads(validation);
        List<TaskCalibration> calibrations = new ArrayList<>();
        for (int task = 0; task < open.size(); task++) {
            calibrations.add(open.get(task).requiring(needed.of(task, open.get(task))));
        }
        return calibrations;
    }

    private static RecordLogits of(Map<LeadSet, RecordLogits> read, LeadSet set) {
        RecordLogits found = read.get(set);
        if (found == null) {
            throw new IllegalStateException("records were not read with " + set);
        }
        return found;
    }

    /** The figures as tables. */
    public String toMarkdown() {
        return figures.toMarkdown();
    }
}
