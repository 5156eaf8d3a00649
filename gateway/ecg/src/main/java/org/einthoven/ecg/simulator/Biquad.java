package org.einthoven.ecg.simulator;

/**
 * A recursive filter of the second order, y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2], by the bilinear
 * transform. It begins as if the first sample had been there for ever.
 *
 * @see <a href="https://www.w3.org/TR/audio-eq-cookbook/">Bristow-Johnson, Audio EQ Cookbook</a>
 */
record Biquad(double b0, double b1, double b2, double a1, double a2) {
    static final double NOTCH_WIDTH_HZ = 4;

    /** Of the first order; frequencies here are in cycles a sample. */
    static Biquad highPass(double frequency) {
        double k = Math.tan(Math.PI * frequency);
        return new Biquad(1 / (1 + k), -1 / (1 + k), 0, (k - 1) / (k + 1), 0);
    }

    /** Butterworth's. */
    static Biquad lowPass(double frequency) {
        double cos = Math.cos(2 * Math.PI * frequency);
        double alpha = Math.sin(2 * Math.PI * frequency) / Math.sqrt(2);
        double a0 = 1 + alpha;
        return new Biquad((1 - cos) / 2 / a0, (1 - cos) / a0, (1 - cos) / 2 / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    static Biquad notch(double frequency, double quality) {
        double cos = Math.cos(2 * Math.PI * frequency);
        double alpha = Math.sin(2 * Math.PI * frequency) / (2 * quality);
        double a0 = 1 + alpha;
        return new Biquad(1 / a0, -2 * cos / a0, 1 / a0, -2 * cos / a0, (1 - alpha) / a0);
    }

    void filter(double[] values) {
        double steady = values[0] * (b0 + b1 + b2) / (1 + a1 + a2);
        double x1 = values[0];
        double x2 = x1;
        double y1 = steady;
        double y2 = steady;
        for (int i = 0; i < values.length; i++) {
            double x = values[i];
            double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
            x2 = x1;
            x1 = x;
            y2 = y1;
            y1 = y;
            values[i] = y;
        }
    }
}
