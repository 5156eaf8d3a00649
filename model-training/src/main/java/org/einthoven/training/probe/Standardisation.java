package org.einthoven.training.probe;

/**
 * Takes off the mean of the training part and divides by its standard deviation. A value that is missing (NaN) or infinite gets
 * the mean; so does every value of a feature that does not vary, or of which no value is known.
 *
 * @param mean one a feature
 * @param scale one a feature: 1 / standard deviation, 0 where it does not vary
 */
record Standardisation(double[] mean, double[] scale) {
    /** Below this part of its mean's size, a standard deviation is rounding. */
    private static final double LEAST_VARIATION = 1e-7;

    /** @param rows at least one, all of one length */
    static Standardisation of(float[][] rows) {
        int features = rows[0].length;
        double[] mean = new double[features];
        double[] scale = new double[features];
        for (int j = 0; j < features; j++) {
            double sum = 0;
            int known = 0;
            for (float[] row : rows) {
                if (Float.isFinite(row[j])) {
                    sum += row[j];
                    known++;
                }
            }
            mean[j] = known == 0 ? 0 : sum / known;
            double squares = 0;
            for (float[] row : rows) {
                squares += Float.isFinite(row[j]) ? (row[j] - mean[j]) * (row[j] - mean[j]) : 0;
            }
            double deviation = known == 0 ? 0 : Math.sqrt(squares / known);
            scale[j] = deviation > LEAST_VARIATION * Math.abs(mean[j]) ? 1 / deviation : 0;
        }
        return new Standardisation(mean, scale);
    }

    double apply(int feature, float value) {
        return Float.isFinite(value) ? (value - mean[feature]) * scale[feature] : 0;
    }
}
