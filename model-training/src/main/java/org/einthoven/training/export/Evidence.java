package org.einthoven.training.export;

import java.io.IOException;
import java.util.List;
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
 * @param basis of what records they are
 * @param calibrations one a task, in the order of the logits, with the leads that are needed
 */
public record Evidence(Basis basis, List<TaskCalibration> calibrations, TestFigures figures) {
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
            throw new IOException("of the split's test patients none has a labelled "
                    + (parts.leftOut() > 0 ? "real " : "") + "ECG in "
                    + parts.dataset().source() + ": nothing could be said of the model");
        }
        try (InferenceModel model = classifier.model()) {
            Counting counting = new Counting(
                    LeadSet.values().length * windows(parts.learning().validation()) + 2 * windows(parts.test()), told);
            List<TaskCalibration> calibrations = FrozenCalibrations.of(model, parts.learning(), counting);
            RecordLogits test = RecordLogits.read(model, parts.test(), LeadSet.TWELVE, counting);
            RecordLogits leadI = RecordLogits.read(model, parts.test(), LeadSet.LEAD_I, counting);
            return new Evidence(Basis.of(parts), calibrations, TestFigures.of(test, leadI, calibrations));
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

    /** The figures as tables, and of what records they are. */
    public String toMarkdown() {
        return basis.told() + "\n\n" + figures.toMarkdown();
    }
}
