package org.einthoven.training.evaluate;

/** How far probabilities are from what was so. */
public final class ProbabilityError {
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
}
