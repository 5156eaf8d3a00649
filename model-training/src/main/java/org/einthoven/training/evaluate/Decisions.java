package org.einthoven.training.evaluate;

/** What a frozen threshold makes of samples of cases. */
public final class Decisions {
    private final Scores scores;
    private final double threshold;

    public Decisions(Scores scores, double threshold) {
        this.scores = scores;
        this.threshold = threshold;
    }

    /** Share of the positive cases that are called present; NaN without positive cases. */
    public double sensitivity(int[] weights) {
        return share(weights, true);
    }

    /** Share of the negative cases that are not called present; NaN without negative cases. */
    public double specificity(int[] weights) {
        return share(weights, false);
    }

    private double share(int[] weights, boolean kind) {
        double all = 0;
        double right = 0;
        for (int i = 0; i < weights.length; i++) {
            if (scores.positive()[i] == kind) {
                all += weights[i];
                right += scores.score()[i] >= threshold == kind ? weights[i] : 0;
            }
        }
        return right / all;
    }
}
