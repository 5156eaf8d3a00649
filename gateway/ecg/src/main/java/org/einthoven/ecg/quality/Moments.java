package org.einthoven.ecg.quality;

/**
 * Sums and sums of products of the eight independent leads I, II, V1 to V6 over a stretch of {@link UsualBeat}. Whatever
 * exchange of electrodes is tried is a matrix that they are multiplied by; the samples are not needed again.
 *
 * @param sums a lead
 * @param products lead × lead
 * @param count moments summed
 */
record Moments(double[] sums, double[][] products, int count) {
    /** Root of (10⁻³ mV)², over a stretch: correlations of less are none. */
    private static final double NOTHING = 1e-6;

    /** Of the moments from … to - 1. */
    static Moments of(double[][] leads, int from, int to) {
        double[] sums = new double[leads.length];
        double[][] products = new double[leads.length][leads.length];
        for (int k = 0; k < leads.length; k++) {
            for (int j = 0; j <= k; j++) {
                double product = 0;
                for (int m = from; m < to; m++) {
                    product += leads[k][m] * leads[j][m];
                }
                products[k][j] = product;
                products[j][k] = product;
            }
            for (int m = from; m < to; m++) {
                sums[k] += leads[k][m];
            }
        }
        return new Moments(sums, products, Math.max(0, to - from));
    }

    /** Of the leads that each row of a matrix makes of these. */
    Moments seenThrough(double[][] matrix) {
        int n = sums.length;
        double[] mapped = new double[n];
        double[][] half = new double[n][n];
        double[][] both = new double[n][n];
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                double weight = matrix[k][j];
                mapped[k] += weight * sums[j];
                for (int i = 0; i < n && weight != 0; i++) {
                    half[k][i] += weight * products[j][i];
                }
            }
        }
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < n; j++) {
                both[k][j] = dot(matrix[j], half[k]);
            }
        }
        return new Moments(mapped, both, count);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Sum of the products of two combinations of the leads. */
    double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] == 0 ? 0 : a[k] * dot(products[k], b);
        }
        return sum;
    }

    /** How alike two combinations of the leads are, -1 to 1, without subtracting means: the line before the complex is zero. */
    double similarity(double[] a, double[] b) {
        return product(a, b) / Math.sqrt(product(a, a) * product(b, b) + NOTHING);
    }
}
