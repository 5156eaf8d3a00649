package org.einthoven.training.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.einthoven.training.evaluate.OperatingPoint;
import org.einthoven.training.evaluate.PlattScaling;
import org.einthoven.training.evaluate.Scores;

/** How logits become probabilities and decisions, learnt from validation records alone. */
final class Calibrations {
    /** Fewer records with a finding show nothing, whatever they say. */
    static final int LEAST_POSITIVES = 5;

    private static final double CHANCE = 0.5;

    private Calibrations() {}

    /** One a task, in the order of the logits. */
    static List<TaskCalibration> of(RecordLogits validation) {
        return IntStream.range(0, validation.records().tasks().size())
                .mapToObj(task -> of(validation, task))
                .toList();
    }

    private static TaskCalibration of(RecordLogits validation, int task) {
        Task which = validation.records().tasks().get(task);
        PlattScaling platt = scaling(validation, task, aggregate(which));
        TaskCalibration open =
                new TaskCalibration(which, 0.5, 0.5, 0.5, platt.slope(), platt.intercept(), aggregate(which));
        OperatingPoint point = operatingPoint(validation, task, open);
        return new TaskCalibration(
                which,
                point.threshold(),
                point.uncertainLow(),
                point.uncertainHigh(),
                platt.slope(),
                platt.intercept(),
                aggregate(which));
    }

    /** Fitted to what a recording's probability is made of, as that is what the gateway reports. */
    private static PlattScaling scaling(RecordLogits validation, int task, Aggregate aggregate) {
        int[] known = validation.records().known(task);
        boolean[] positive = new boolean[known.length];
        double[][] logits = new double[known.length][];
        for (int i = 0; i < known.length; i++) {
            positive[i] = validation.isPresent(known[i], task);
            double[] windows = validation.of(known[i], task);
            logits[i] = aggregate == Aggregate.MAX
                    ? new double[] {Arrays.stream(windows).max().orElseThrow()}
                    : windows;
        }
        return PlattScaling.fit(positive, logits);
    }

    /** Without shown skill every record is uncertain: a decision by chance is worse than none. */
    private static OperatingPoint operatingPoint(RecordLogits validation, int task, TaskCalibration open) {
        int[] known = validation.known(task, record -> true);
        Scores scores = validation.recordScores(task, open, known);
        OperatingPoint point = OperatingPoint.of(scores);
        return showsSkill(scores, validation.patients(known)) ? point : new OperatingPoint(point.threshold(), 0, 1);
    }

    /** Whether records show that the model orders them better than chance. @param patients whose each is */
    static boolean showsSkill(Scores records, List<String> patients) {
        if (records.positives() < LEAST_POSITIVES || records.negatives() < LEAST_POSITIVES) {
            return false;
        }
        return new FewRecords(records, patients).auroc().low() > CHANCE;
    }

    /** One beat in one window makes the finding; everything else lasts. */
    private static Aggregate aggregate(Task task) {
        return switch (task) {
            case PREMATURE_ATRIAL_CONTRACTION, PREMATURE_VENTRICULAR_CONTRACTION -> Aggregate.MAX;
            default -> Aggregate.MEAN;
        };
    }
}
