package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoublePredicate;

/**
 * Where a probability becomes a decision, chosen on validation records.
 *
 * @param threshold greatest sensitivity + specificity (Youden 1950), halfway between neighbouring cases
 * @param uncertainLow below it the finding is called absent: at least 90 % sensitivity
 * @param uncertainHigh from it on the finding is called present: at least 90 % specificity
 */
public record OperatingPoint(double threshold, double uncertainLow, double uncertainHigh) {
    private static final double SENSITIVITY = 0.9;
    private static final double SPECIFICITY = 0.9;

    public static OperatingPoint of(Scores probabilities) {
        double[] cuts = cuts(probabilities);
        double youden = Arrays.stream(cuts)
                .boxed()
                .max(Comparator.comparingDouble(c -> probabilities.sensitivity(c) + probabilities.specificity(c)))
                .orElseThrow();
        double low = last(cuts, cut -> probabilities.sensitivity(cut) >= SENSITIVITY);
        double high = first(cuts, cut -> probabilities.specificity(cut) >= SPECIFICITY);
        // A model that reaches both at once has no band between.
        return low >= high
                ? new OperatingPoint(youden, youden, youden)
                : new OperatingPoint(Math.max(low, Math.min(high, youden)), low, high);
    }

    /** Every cut that parts the cases in another way, ascending; 0 and 1 among them. */
    private static double[] cuts(Scores probabilities) {
        double[] sorted =
                Arrays.stream(probabilities.score()).sorted().distinct().toArray();
        double[] cuts = new double[sorted.length + 1];
        cuts[sorted.length] = 1;
        for (int i = 1; i < sorted.length; i++) {
            cuts[i] = (sorted[i - 1] + sorted[i]) / 2;
        }
        return cuts;
    }

    private static double last(double[] cuts, DoublePredicate holds) {
        return Arrays.stream(cuts).filter(holds).max().orElse(0);
    }

    private static double first(double[] cuts, DoublePredicate holds) {
        return Arrays.stream(cuts).filter(holds).min().orElse(1);
    }
}
