package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A figure with its 95 % interval: percentiles of 1000 bootstrap samples of the cases (Efron), each case a patient as
 * far as the data sets tell.
 */
public record Estimate(double value, double low, double high) {
    private static final int RESAMPLES = 1000;

    public static Estimate of(Scores scores, ToDoubleFunction<Scores> figure, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] figures = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; ) {
            Scores sample =
                    scores.select(random.ints(scores.size(), 0, scores.size()).toArray());
            // A sample without a positive or without a negative case has no such figure.
            if (sample.bothKinds()) {
                figures[i++] = figure.applyAsDouble(sample);
            }
        }
        Arrays.sort(figures);
        return new Estimate(
                figure.applyAsDouble(scores),
                figures[(int) (0.025 * RESAMPLES)],
                figures[(int) (0.975 * RESAMPLES) - 1]);
    }

    /** "0.913 (0.850-0.961)". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", value, low, high);
    }
}
