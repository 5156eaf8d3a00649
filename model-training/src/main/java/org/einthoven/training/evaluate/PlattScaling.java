package org.einthoven.training.evaluate;

/**
 * Logits to probabilities: 1 / (1 + exp(-(slope × logit + intercept))). Platt 1999 with his smoothed targets, which
 * keep few cases from giving certainty; fitted by Newton's method (Lin, Lin and Weng 2007).
 *
 * @param slope above 0
 */
public record PlattScaling(double slope, double intercept) implements Calibrator {
    private static final int MOST_STEPS = 100;
    private static final double RIDGE = 1e-9;
    private static final double CONVERGED = 1e-9;

    /** Below this a model orders cases no better than chance; the probability is then near the prevalence. */
    static final double LEAST_SLOPE = 0.01;

    @Override
    public double probability(double logit) {
        return 1 / (1 + Math.exp(-(slope * logit + intercept)));
    }

    @Override
    public String method() {
        return "Platt scaling";
    }

    public static PlattScaling fit(Scores logits) {
        PlattScaling free = fit(logits, Double.NaN);
        return free.slope >= LEAST_SLOPE ? free : fit(logits, LEAST_SLOPE);
    }

    /** @param fixedSlope kept as it is, unless NaN */
    private static PlattScaling fit(Scores logits, double fixedSlope) {
        boolean fixed = !Double.isNaN(fixedSlope);
        double high = (logits.positives() + 1.0) / (logits.positives() + 2.0);
        double low = 1.0 / (logits.negatives() + 2.0);
        PlattScaling current = new PlattScaling(
                fixed ? fixedSlope : 1, Math.log((logits.positives() + 1.0) / (logits.negatives() + 1.0)));
        for (int step = 0; step < MOST_STEPS; step++) {
            PlattScaling next = current.improved(logits, high, low, fixed);
            boolean done =
                    Math.abs(next.slope - current.slope) + Math.abs(next.intercept - current.intercept) < CONVERGED;
            current = next;
            if (done) {
                break;
            }
        }
        return current;
    }

    /** A Newton step, halved until the loss falls. */
    private PlattScaling improved(Scores logits, double high, double low, boolean fixed) {
        double[] sums = new double[5];
        for (int i = 0; i < logits.size(); i++) {
            double x = fixed ? 0 : logits.score()[i];
            double p = probability(logits.score()[i]);
            double error = p - (logits.positive()[i] ? high : low);
            double curvature = p * (1 - p);
            sums[0] += error * x;
            sums[1] += error;
            sums[2] += curvature * x * x;
            sums[3] += curvature * x;
            sums[4] += curvature;
        }
        double a = sums[2] + RIDGE;
        double c = sums[4] + RIDGE;
        double determinant = a * c - sums[3] * sums[3];
        double slopeStep = fixed ? 0 : (c * sums[0] - sums[3] * sums[1]) / determinant;
        double interceptStep = fixed ? sums[1] / c : (a * sums[1] - sums[3] * sums[0]) / determinant;
        double before = loss(logits, high, low);
        for (double share = 1; share > 1e-10; share /= 2) {
            PlattScaling tried = new PlattScaling(slope - share * slopeStep, intercept - share * interceptStep);
            if (tried.loss(logits, high, low) <= before) {
                return tried;
            }
        }
        return this;
    }

    private double loss(Scores logits, double high, double low) {
        double loss = 0;
        for (int i = 0; i < logits.size(); i++) {
            double z = slope * logits.score()[i] + intercept;
            double target = logits.positive()[i] ? high : low;
            loss += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return loss;
    }
}
