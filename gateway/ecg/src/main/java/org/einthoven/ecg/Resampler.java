package org.einthoven.ecg;

import java.util.Arrays;

/**
 * Polyphase resampling to 250 Hz: out[n] = Σₖ h[φ(n)][k] · x[⌊nM/L⌋ + k], with 250 Hz / input rate = L / M.
 *
 * <p>The filter is a Kaiser-windowed sinc, 80 dB (Kaiser 1974; Oppenheim & Schafer, Discrete-Time Signal Processing,
 * 7.6): with B half the lower of the two rates it passes up to 0.8 B and stops from 1.2 B, so that what folds back
 * from 250 Hz lands above 100 Hz. Every phase sums to 1: a constant stays that constant. Beyond its ends a signal
 * is held at its last value. At 250 Hz the samples are handed through.
 *
 * <p>Outputs that share a filter phase are computed together, tap after tap over unit-stride rows, because the JIT
 * turns that loop into vector instructions; each output still adds its taps in one fixed order, so results do not
 * depend on the machine.
 */
final class Resampler {
    private static final int OUTPUT_RATE = NormalisedEcg.SAMPLING_RATE_HZ;
    private static final double ATTENUATION_DB = 80;
    private static final double KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7);
    private static final double TRANSITION_OF_B = 0.4;
    /** Rates that no fraction up to this one meets are approximated: below 1 ms of drift in an hour. */
    private static final long MAX_PHASES = 4096;

    private final int up;
    private final int down;
    private final int halfTaps;
    private final double[][] phases;

    Resampler(double samplingRateHz) {
        long[] ratio = Fraction.approximate(OUTPUT_RATE / samplingRateHz, MAX_PHASES);
        up = (int) ratio[0];
        down = (int) ratio[1];
        double b = Math.min(samplingRateHz, OUTPUT_RATE) / 2;
        // Kaiser's estimate of the length for this transition, in input samples.
        double taps = (ATTENUATION_DB - 7.95) / (2.285 * 2 * Math.PI * TRANSITION_OF_B * b / samplingRateHz);
        halfTaps = up == down ? 1 : (int) Math.ceil(taps / 2);
        phases = new double[up][];
        for (int p = 0; p < up; p++) {
            phases[p] = phase((double) p / up, 2 * b / samplingRateHz);
        }
    }

    /** How many outputs an input of that many samples has: all that lie between its first and its last sample. */
    long outputs(int inputs) {
        return inputs == 0 ? 0 : (long) (inputs - 1) * up / down + 1;
    }

    /**
     * Computes outputs first … first + count - 1; gaps (NaN) are bridged by straight lines for the filter.
     *
     * @param input at any rate, at least one sample
     * @param values receives count values
     * @param valid receives, for each, whether the input samples on both sides of it were valid
     */
    void resample(double[] input, long first, int count, double[] values, boolean[] valid) {
        int begin = (int) (first * down / up) - halfTaps + 1;
        int span = (int) ((first + count - 1) * down / up) + halfTaps + 1 - begin;
        double[] bridged = Gaps.bridge(input, begin, span);
        double[][] rows = deinterleave(bridged);
        Arrays.fill(values, 0, count, 0);
        for (int r = 0; r < up && r < count; r++) {
            long position = (first + r) * down;
            int start = (int) (position / up) - begin - halfTaps + 1;
            accumulate(rows, phases[(int) (position % up)], start, r, count, values);
        }
        markValid(input, first, count, valid);
    }

    private void accumulate(double[][] rows, double[] taps, int start, int r, int count, double[] values) {
        int n = (count - r + up - 1) / up;
        double[] sums = new double[n];
        for (int k = 0; k < taps.length; k++) {
            int q = start + k;
            addScaled(sums, rows[q % down], q / down, taps[k]);
        }
        for (int j = 0; j < n; j++) {
            values[r + j * up] = sums[j];
        }
    }

    private static void addScaled(double[] sums, double[] row, int offset, double factor) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * row[offset + j];
        }
    }

    /** Row m holds samples m, m + M, m + 2M …; with one sample more than can be asked for. */
    private double[][] deinterleave(double[] samples) {
        double[][] rows = new double[down][samples.length / down + 2];
        for (int i = 0; i < samples.length; i++) {
            rows[i % down][i / down] = samples[i];
        }
        return rows;
    }

    private void markValid(double[] input, long first, int count, boolean[] valid) {
        for (int n = 0; n < count; n++) {
            long position = (first + n) * down;
            long left = position / up;
            long right = position % up == 0 ? left : left + 1;
            valid[n] = right < input.length && !Double.isNaN(input[(int) left]) && !Double.isNaN(input[(int) right]);
        }
    }

    /** Taps for an output that lies a fraction of an input sample behind input ⌊nM/L⌋; sum 1. */
    private double[] phase(double fraction, double cutoff) {
        double[] taps = new double[2 * halfTaps];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = k - halfTaps + 1 - fraction;
            taps[k] = up == down ? (x == 0 ? 1 : 0) : sinc(cutoff * x) * kaiser(x / halfTaps);
            sum += taps[k];
        }
        for (int k = 0; k < taps.length; k++) {
            taps[k] /= sum;
        }
        return taps;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
    }

    /** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz & Stegun 9.6.12). */
    private static double besselI0(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
