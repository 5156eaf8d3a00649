package org.einthoven.ecg.quality;

import org.jspecify.annotations.Nullable;

/** Second moments of simultaneous signals about their means, from evenly spread samples that all of them hold. */
final class Covariance {
    private Covariance() {}

    /**
     * @param signals null where one is not there, which leaves its row and column zero; else of one length
     * @param most samples that are looked at
     */
    static double[][] of(double[] @Nullable [] signals, int most) {
        double[] means = new double[signals.length];
        double[][] sums = new double[signals.length][signals.length];
        double[] values = new double[signals.length];
        int length = length(signals);
        int stride = Math.max(1, length / most);
        int count = 0;
        for (int i = 0; i < length; i += stride) {
            if (read(signals, i, values)) {
                count++;
                add(values, 1.0 / count, means, sums);
            }
        }
        for (double[] row : sums) {
            for (int k = 0; k < row.length; k++) {
                row[k] /= Math.max(1, count);
            }
        }
        return sums;
    }

    private static int length(double[] @Nullable [] signals) {
        for (double[] signal : signals) {
            if (signal != null) {
                return signal.length;
            }
        }
        return 0;
    }

    private static boolean read(double[] @Nullable [] signals, int sample, double[] values) {
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            double[] signal = signals[k];
            values[k] = signal == null ? 0 : signal[sample];
            sum += values[k];
        }
        return !Double.isNaN(sum);
    }

    /** Welford's update. */
    private static void add(double[] values, double part, double[] means, double[][] sums) {
        for (int k = 0; k < values.length; k++) {
            double away = values[k] - means[k];
            for (int j = 0; j <= k; j++) {
                // Means of earlier rows hold this sample already, which is what the update asks of one of the two.
                double other = j < k ? values[j] - means[j] : away * (1 - part);
                sums[k][j] += away * other;
                sums[j][k] = sums[k][j];
            }
            means[k] += away * part;
        }
    }

    /** Root mean square of a sum of the signals. */
    static double rms(double[][] covariance, double[] coefficients) {
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
            for (int j = 0; j < coefficients.length; j++) {
                sum += coefficients[k] * coefficients[j] * covariance[k][j];
            }
        }
        return Math.sqrt(Math.max(0, sum));
    }
}
