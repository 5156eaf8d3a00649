package org.einthoven.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.OperatingPoint;
import org.einthoven.training.evaluate.PlattScaling;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;

/** How logits become probabilities and decisions, learnt from validation records alone. */
final class Calibration {
    /** Fewer records with a finding show nothing, whatever they say. */
    static final int LEAST_POSITIVES = 5;

    private static final double CHANCE = 0.5;

    private Calibration() {}

    /** One calibration a task, in the order of the logits. */
    static List<TaskCalibration> of(List<ExampleLogits> validation) {
        return Arrays.stream(Task.values()).map(task -> of(validation, task)).toList();
    }

    private static TaskCalibration of(List<ExampleLogits> validation, Task task) {
        PlattScaling platt = PlattScaling.fit(windowScores(validation, task));
        TaskCalibration open =
                new TaskCalibration(task, 0.5, 0.5, 0.5, platt.slope(), platt.intercept(), aggregate(task));
        OperatingPoint point = operatingPoint(recordScores(validation, open));
        return new TaskCalibration(
                task,
                point.threshold(),
                point.uncertainLow(),
                point.uncertainHigh(),
                platt.slope(),
                platt.intercept(),
                aggregate(task));
    }

    /** Without shown skill every record is uncertain: a decision by chance is worse than none. */
    private static OperatingPoint operatingPoint(Scores records) {
        OperatingPoint point = OperatingPoint.of(records);
        return showsSkill(records) ? point : new OperatingPoint(point.threshold(), 0, 1);
    }

    /** Whether validation records show that the model orders them better than chance. */
    static boolean showsSkill(Scores records) {
        return records.positives() >= LEAST_POSITIVES
                && Estimate.of(records, Ranking::auroc, Evaluation.BOOTSTRAP_SEED)
                                .low()
                        > CHANCE;
    }

    /** One beat in one window makes the finding; everything else lasts. */
    private static Aggregate aggregate(Task task) {
        return switch (task) {
            case PREMATURE_ATRIAL_CONTRACTION, PREMATURE_VENTRICULAR_CONTRACTION -> Aggregate.MAX;
            default -> Aggregate.MEAN;
        };
    }

    /** A window each, because the calibration is applied to windows. */
    private static Scores windowScores(List<ExampleLogits> read, Task task) {
        List<Case> cases = new ArrayList<>();
        for (ExampleLogits each : known(read, task)) {
            for (double logit : each.of(task)) {
                cases.add(new Case(each.example().labels().isPresent(task), logit));
            }
        }
        return scores(cases);
    }

    /** A record each: the probability that the gateway would report. */
    static Scores recordScores(List<ExampleLogits> read, TaskCalibration calibration) {
        return scores(known(read, calibration.task()).stream()
                .map(each -> new Case(
                        each.example().labels().isPresent(calibration.task()),
                        calibration.predict(each.of(calibration.task())).probability()))
                .toList());
    }

    private static List<ExampleLogits> known(List<ExampleLogits> read, Task task) {
        return read.stream().filter(e -> e.example().labels().isKnown(task)).toList();
    }

    private static Scores scores(List<Case> cases) {
        boolean[] positive = new boolean[cases.size()];
        double[] score = new double[cases.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = cases.get(i).positive;
            score[i] = cases.get(i).score;
        }
        return new Scores(positive, score);
    }

    private record Case(boolean positive, double score) {}
}
