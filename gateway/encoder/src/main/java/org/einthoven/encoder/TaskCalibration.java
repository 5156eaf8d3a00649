package org.einthoven.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Prediction.Decision;
import org.einthoven.ecg.Task;

/**
 * How the logits of one task become a prediction. All numbers are frozen on validation data.
 *
 * <p>A window's probability is 1 / (1 + exp(-(plattSlope × logit + plattIntercept))) (Platt 1999, with the sign
 * turned so that a greater logit is a greater probability). The windows' probabilities are aggregated; the
 * aggregate is absent below {@code uncertainLow}, present from {@code uncertainHigh}, and uncertain between.
 *
 * @param threshold 0 to 1; where the model calls the finding present when it has to choose
 * @param uncertainLow 0 to {@code threshold}
 * @param uncertainHigh {@code threshold} to 1; equal to {@code uncertainLow} where there is no uncertain band
 * @param plattSlope above 0; 1 where not calibrated
 * @param plattIntercept 0 where not calibrated
 * @param leads without one of which, valid somewhere in each window, the finding is uncertain whatever its probability: nobody has shown
 *     what the model is worth then; none where it is decided whichever there are
 */
public record TaskCalibration(
        Task task,
        double threshold,
        double uncertainLow,
        double uncertainHigh,
        double plattSlope,
        double plattIntercept,
        Aggregate aggregate,
        List<Lead> leads) {
    public TaskCalibration {
        leads = List.copyOf(leads);
        for (Lead lead : leads) {
            if (lead.standardIndex() < 0) {
                throw new IllegalArgumentException(
                        task.id() + ": leads names '" + lead + "', which is none of the twelve");
            }
        }
        Objects.requireNonNull(task);
        Objects.requireNonNull(aggregate);
        if (!(0 <= uncertainLow && uncertainLow <= threshold && threshold <= uncertainHigh && uncertainHigh <= 1)) {
            throw new IllegalArgumentException(task.id() + ": uncertainLow " + uncertainLow + ", threshold " + threshold
                    + " and uncertainHigh " + uncertainHigh + " must ascend between 0 and 1");
        }
        if (!(plattSlope > 0) || !Double.isFinite(plattSlope) || !Double.isFinite(plattIntercept)) {
            throw new IllegalArgumentException(task.id() + ": plattSlope " + plattSlope
                    + " must be above 0 and plattIntercept " + plattIntercept + " finite");
        }
    }

    /** One that is decided whichever leads there are. */
    public TaskCalibration(
            Task task,
            double threshold,
            double uncertainLow,
            double uncertainHigh,
            double plattSlope,
            double plattIntercept,
            Aggregate aggregate) {
        this(task, threshold, uncertainLow, uncertainHigh, plattSlope, plattIntercept, aggregate, List.of());
    }

    /** The same, uncertain without some leads. */
    public TaskCalibration requiring(List<Lead> needed) {
        return new TaskCalibration(
                task, threshold, uncertainLow, uncertainHigh, plattSlope, plattIntercept, aggregate, needed);
    }

    /** The calibrated probability, 0 to 1, of one window. */
    public double probability(double logit) {
        return 1 / (1 + Math.exp(-(plattSlope * logit + plattIntercept)));
    }

    /** What follows from one recording's windows that have all leads that are needed. @param logits one a window, at least one */
    public Prediction predict(double... logits) {
        return predict(lead -> true, logits);
    }

    /** The same of a recording that may lack leads. @param present whether it has a lead */
    Prediction predict(Predicate<Lead> present, double... logits) {
        double probability =
                aggregate.of(Arrays.stream(logits).map(this::probability).toArray());
        return new Prediction(
                task,
                probability,
                threshold,
                leads.stream().allMatch(present) ? decide(probability) : Decision.UNCERTAIN);
    }

    private Decision decide(double probability) {
        if (probability >= uncertainHigh) {
            return Decision.PRESENT;
        }
        return probability < uncertainLow ? Decision.ABSENT : Decision.UNCERTAIN;
    }

    /**
     * How the windows' calibrated probabilities become the recording's. Probabilities are aggregated rather than
     * logits, so that one window of noise weighs no more than another.
     */
    public enum Aggregate {
        /** For findings that last, such as an infarction: every window is a sample of the same state. */
        MEAN,
        /** For findings that come and go, such as an ectopic beat: one window that holds it is enough. */
        MAX;

        double of(double... probabilities) {
            var values = Arrays.stream(probabilities);
            return (this == MAX ? values.max() : values.average()).orElseThrow();
        }

        /** As manifests spell it: mean, max. */
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
