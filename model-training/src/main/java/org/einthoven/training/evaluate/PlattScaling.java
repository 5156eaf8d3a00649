package org.einthoven.training.evaluate;

/**
 * Logits to probabilities: 1 / (1 + exp(-(slope × logit + intercept))). Platt 1999 with his smoothed targets, which
 * keep few cases from giving certainty; fitted by scoring, for cases of one logit Newton's method (Lin, Lin and Weng 2007).
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
        double[][] single = new double[logits.size()][];
        for (int i = 0; i < single.length; i++) {
            single[i] = new double[] {logits.score()[i]};
        }
        return fit(logits.positive(), single);
    }

    /**
     * Of cases that have several logits, such as the windows of a recording, and whose probability is the mean of theirs.
     *
     * @param positive whether the finding is there, of each case
     * @param logits of each case, at least one
     */
    public static PlattScaling fit(boolean[] positive, double[][] logits) {
        Cases cases = new Cases(positive, logits);
        PlattScaling free = cases.fit(Double.NaN);
        return free.slope >= LEAST_SLOPE ? free : cases.fit(LEAST_SLOPE);
    }

    private double probability(double[] logits) {
        double sum = 0;
        for (double logit : logits) {
            sum += probability(logit);
        }
        return sum / logits.length;
    }

    /** What the scaling is fitted to. */
    private record Cases(boolean[] positive, double[][] logits, double high, double low) {
        /** Probabilities nearer to certainty than this count as this. */
        private static final double LEAST_PROBABILITY = 1e-15;

        Cases(boolean[] positive, double[][] logits) {
            this(positive, logits, target(positive, true), target(positive, false));
        }

        private static double target(boolean[] positive, boolean kind) {
            double own = count(positive, kind);
            return kind ? (own + 1) / (own + 2) : 1 / (own + 2);
        }

        private static int count(boolean[] positive, boolean kind) {
            int count = 0;
            for (boolean one : positive) {
                count += one == kind ? 1 : 0;
            }
            return count;
        }

        /** @param fixedSlope kept as it is, unless NaN */
        PlattScaling fit(double fixedSlope) {
            boolean fixed = !Double.isNaN(fixedSlope);
            PlattScaling current = new PlattScaling(
                    fixed ? fixedSlope : 1, Math.log((count(positive, true) + 1.0) / (count(positive, false) + 1.0)));
            for (int step = 0; step < MOST_STEPS; step++) {
                PlattScaling next = improved(current, fixed);
                boolean done =
                        Math.abs(next.slope - current.slope) + Math.abs(next.intercept - current.intercept) < CONVERGED;
                current = next;
                if (done) {
                    break;
                }
            }
            return current;
        }

        /** A step by the expected curvature (Fisher scoring), halved until the loss falls. */
        private PlattScaling improved(PlattScaling from, boolean fixed) {
            double[] sums = new double[5];
            for (int i = 0; i < logits.length; i++) {
                addTo(sums, from, i, fixed);
            }
            double a = sums[2] + RIDGE;
            double c = sums[4] + RIDGE;
            double determinant = a * c - sums[3] * sums[3];
            double slopeStep = fixed ? 0 : (c * sums[0] - sums[3] * sums[1]) / determinant;
            double interceptStep = fixed ? sums[1] / c : (a * sums[1] - sums[3] * sums[0]) / determinant;
            double before = loss(from);
            for (double share = 1; share > 1e-10; share /= 2) {
                PlattScaling tried =
                        new PlattScaling(from.slope - share * slopeStep, from.intercept - share * interceptStep);
                if (loss(tried) <= before) {
                    return tried;
                }
            }
            return from;
        }

        /** A case's part of gradient (slope, intercept) and curvature (slope², both, intercept²). */
        private void addTo(double[] sums, PlattScaling at, int i, boolean fixed) {
            double bySlope = 0;
            double byIntercept = 0;
            for (double logit : logits[i]) {
                double p = at.probability(logit);
                byIntercept += p * (1 - p) / logits[i].length;
                bySlope += fixed ? 0 : logit * p * (1 - p) / logits[i].length;
            }
            double p = bounded(at.probability(logits[i]));
            double variance = p * (1 - p);
            double error = (p - (positive[i] ? high : low)) / variance;
            sums[0] += error * bySlope;
            sums[1] += error * byIntercept;
            sums[2] += bySlope * bySlope / variance;
            sums[3] += bySlope * byIntercept / variance;
            sums[4] += byIntercept * byIntercept / variance;
        }

        private double loss(PlattScaling at) {
            double loss = 0;
            for (int i = 0; i < logits.length; i++) {
                double p = bounded(at.probability(logits[i]));
                double target = positive[i] ? high : low;
                loss -= target * Math.log(p) + (1 - target) * Math.log1p(-p);
            }
            return loss;
        }

        private static double bounded(double probability) {
            return Math.max(LEAST_PROBABILITY, Math.min(1 - LEAST_PROBABILITY, probability));
        }
    }
}
