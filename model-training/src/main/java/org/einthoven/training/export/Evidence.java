package org.einthoven.training.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
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

    /**
     * Calibrates on validation records, then looks at test records.
     *
     * @param told how many windows are read, validation records with each set of leads, test records with two
     * @throws IOException where the test part has no labelled record, or records cannot be read
     */
    public static Evidence of(Classifier classifier, LabelledParts parts, StepListener told) throws IOException {
        if (parts.test().size() == 0) {
            throw new IOException("of the split's test patients none has a labelled ECG in "
                    + parts.dataset().source() + ": nothing could be said of the model");
        }
        try (InferenceModel model = classifier.model()) {
            Counting counting = new Counting(
                    LeadSet.values().length * windows(parts.validation()) + 2 * windows(parts.test()), told);
            Map<LeadSet, RecordLogits> validation = new EnumMap<>(LeadSet.class);
            for (LeadSet set : LeadSet.values()) {
                validation.put(set, RecordLogits.read(model, parts.validation(), set, counting));
            }
            List<TaskCalibration> calibrations = calibrations(validation);
            Map<LeadSet, RecordLogits> test = new EnumMap<>(LeadSet.class);
            for (LeadSet set : List.of(LeadSet.TWELVE, LeadSet.LEAD_I)) {
                test.put(set, RecordLogits.read(model, parts.test(), set, counting));
            }
            return new Evidence(
                    calibrations, TestFigures.of(of(test, LeadSet.TWELVE), of(test, LeadSet.LEAD_I), calibrations));
        }
    }

    private static long windows(LabelledRecords records) {
        return records.windows().stream().mapToLong(own -> own.length).sum();
    }

    /** Makes one count of several readings. */
    private static final class Counting implements IntConsumer {
        private final long all;
        private final StepListener told;
        private long read;

        Counting(long all, StepListener told) {
            this.all = all;
            this.told = told;
        }

        @Override
        public void accept(int windows) {
            read += windows;
            told.at(read, all, "");
        }
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
