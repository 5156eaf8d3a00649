package org.einthoven.training.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.einthoven.training.evaluate.OperatingCurve.Cut;

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

    /** Without cases of both kinds everything is uncertain. */
    public static OperatingPoint of(Scores probabilities) {
        if (!probabilities.bothKinds()) {
            return new OperatingPoint(0.5, 0, 1);
        }
        List<Cut> cuts = OperatingCurve.of(probabilities).cuts();
        double youden = probability(youden(cuts));
        double low = probability(last(cuts, cut -> cut.sensitivity() >= SENSITIVITY));
        double high = probability(first(cuts, cut -> cut.specificity() >= SPECIFICITY));
        // A model that reaches both at once has no band between.
        return low >= high
                ? new OperatingPoint(youden, youden, youden)
                : new OperatingPoint(Math.max(low, Math.min(high, youden)), low, high);
    }

    /** The lowest of those that are equally good. */
    static double youden(List<Cut> cuts) {
        return cuts.stream()
                .max(Comparator.comparingDouble(cut -> cut.sensitivity() + cut.specificity()))
                .orElseThrow()
                .threshold();
    }

    static double first(List<Cut> cuts, Predicate<Cut> holds) {
        return cuts.stream().filter(holds).findFirst().orElseThrow().threshold();
    }

    private static double last(List<Cut> cuts, Predicate<Cut> holds) {
        return cuts.stream()
                .filter(holds)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .threshold();
    }

    private static double probability(double cut) {
        return Math.max(0, Math.min(1, cut));
    }
}
