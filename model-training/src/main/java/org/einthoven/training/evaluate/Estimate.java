package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/** A figure with its 95 % interval: percentiles of bootstrap samples. */
public record Estimate(double value, double low, double high) {
    /** Of cases that are each a patient's only one. */
    public static Estimate of(Scores scores, ToDoubleBiFunction<Ranking, int[]> figure, long seed) {
        Ranking ranking = new Ranking(scores);
        return Bootstrap.ofCases(scores.size(), seed).estimate(weights -> figure.applyAsDouble(ranking, weights));
    }

    /** @param figures of the bootstrap samples */
    static Estimate percentiles(double value, double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return new Estimate(value, sorted[(int) (0.025 * sorted.length)], sorted[(int) (0.975 * sorted.length) - 1]);
    }

    /** The same value with an interval that holds another's as well. */
    public Estimate widened(Estimate other) {
        return new Estimate(value, Math.min(low, other.low), Math.max(high, other.high));
    }

    /** "0.913 (0.850-0.961)". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", value, low, high);
    }
}
