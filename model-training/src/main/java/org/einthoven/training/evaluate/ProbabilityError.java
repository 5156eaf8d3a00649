package org.einthoven.training.evaluate;

import java.util.SplittableRandom;

/** How far probabilities are from what was so. */
public final class ProbabilityError {
    private static final int DRAWS = 200;
    private static final long SEED = 1903;

    private final Scores probabilities;
    private final Ranking ranking;

    /** @throws IllegalArgumentException for a score outside 0 to 1 */
    public ProbabilityError(Scores probabilities) {
        for (double probability : probabilities.score()) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability is between 0 and 1");
            }
        }
        this.probabilities = probabilities;
        ranking = new Ranking(probabilities);
    }

    /** Mean of (probability - truth)² (Brier, Mon. Weather Rev. 1950;78:1). */
    public double brier(int[] weights) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            double error = probabilities.score()[i] - (probabilities.positive()[i] ? 1 : 0);
            sum += weights[i] * error * error;
            all += weights[i];
        }
        return sum / all;
    }

    /** {@link Reliability#expectedCalibrationError()}. */
    public double expectedCalibrationError(int[] weights) {
        return Reliability.of(ranking, weights).expectedCalibrationError();
    }

    /**
     * The expected calibration error that these cases would show if every probability were right: what chance alone makes of so few (Bröcker and
     * Smith, Weather Forecast. 2007;22:651, draw truths likewise). The mean of 200 draws.
     */
    public double calibrationErrorByChance() {
        SplittableRandom random = new SplittableRandom(SEED);
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            boolean[] happened = new boolean[probabilities.size()];
            for (int i = 0; i < happened.length; i++) {
                happened[i] = random.nextDouble() < probabilities.score()[i];
            }
            sum += Reliability.of(new Scores(happened, probabilities.score())).expectedCalibrationError();
        }
        return sum / DRAWS;
    }
}
