package org.einthoven.training.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.classifier.LearningParts;
import org.einthoven.training.network.InferenceModel;

/** Calibration, threshold, band and needed leads of each finding: fixed before any test record is read, of which nothing here has one. */
final class FrozenCalibrations {
    private FrozenCalibrations() {}

    /**
     * One a task, in the order of the logits.
     *
     * @param told how many windows more are read, validation records once with each set of leads
     */
    static List<TaskCalibration> of(InferenceModel model, LearningParts parts, IntConsumer told) throws IOException {
        Map<LeadSet, RecordLogits> validation = new EnumMap<>(LeadSet.class);
        for (LeadSet set : LeadSet.values()) {
            validation.put(set, RecordLogits.read(model, parts.validation(), set, told));
        }
        List<TaskCalibration> open = Calibrations.of(Objects.requireNonNull(validation.get(LeadSet.TWELVE)));
        NeededLeads needed = new NeededLeads(validation);
        List<TaskCalibration> calibrations = new ArrayList<>();
        for (int task = 0; task < open.size(); task++) {
            calibrations.add(open.get(task).requiring(needed.of(task, open.get(task))));
        }
        return calibrations;
    }
}
