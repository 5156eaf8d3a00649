package org.einthoven.ecg.signal;

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
public final class Resampler {
    /** Samples a second of what it makes. */
    public static final int OUTPUT_RATE_HZ = 250;

    private static final double ATTENUATION_DB = 80;
    private static final double KAISER_BETA = 0.1102 * (ATTENUATION_DB - 8.7);
    private static final double TRANSITION_OF_B = 0.4;
    /** Rates that no fraction up to this one meets are approximated: below 1 ms of drift in an hour. */
    private static final long MAX_PHASES = 4096;

    private static final int TAPS_AT_ONCE = 4;

    private final int up;
    private final int down;
    private final int halfTaps;
    private final float[][] phases;

    public Resampler(double samplingRateHz) {
        long[] ratio = Fraction.approximate(OUTPUT_RATE_HZ / samplingRateHz, MAX_PHASES);
        up = (int) ratio[0];
        down = (int) ratio[1];
        double b = Math.min(samplingRateHz, OUTPUT_RATE_HZ) / 2;
        // Kaiser's estimate of the length for this transition, in input samples.
        double taps = (ATTENUATION_DB - 7.95) / (2.285 * 2 * Math.PI * TRANSITION_OF_B * b / samplingRateHz);
        halfTaps = up == down ? 1 : (int) Math.ceil(taps / 2);
        phases = new float[up][];
        for (int p = 0; p < up; p++) {
            phases[p] = phase((double) p / up, 2 * b / samplingRateHz);
        }
    }

    /** How many outputs an input of that many samples has: all that lie between its first and its last sample. */
    public long outputs(int inputs) {
        return inputs == 0 ? 0 : (long) (inputs - 1) * up / down + 1;
    }

    /**
     * Computes outputs first … first + count - 1; gaps (NaN) are bridged by straight lines for the filter.
     *
     * @param strip at any rate, at least one sample; outputs lie between its first and its last sample
     * @param values receives count values, from index at on
     * @param valid receives, for each, whether the input samples on both sides of it were valid
     */
    public void resample(Strip strip, long first, int count, float[] values, boolean[] valid, int at) {
        int begin = (int) (first * down / up) - halfTaps + 1;
        int span = (int) ((first + count - 1) * down / up) + halfTaps + 1 - begin;
        float[][] rows = deinterleave(Gaps.bridge(strip, begin, span));
        for (int r = 0; r < up && r < count; r++) {
            long position = (first + r) * down;
            int start = (int) (position / up) - begin - halfTaps + 1;
            accumulate(rows, phases[(int) (position % up)], start, r, count, values, at);
        }
        if (strip.complete()) {
            Arrays.fill(valid, at, at + count, true);
        } else {
            markValid(strip.millivolts(), first, count, valid, at);
        }
    }

    private void accumulate(float[][] rows, float[] taps, int start, int r, int count, float[] values, int at) {
        float[] sums = new float[(count - r + up - 1) / up];
        float[][] shifted = new float[TAPS_AT_ONCE][sums.length];
        for (int k = 0; k < taps.length; k += TAPS_AT_ONCE) {
            for (int i = 0; i < TAPS_AT_ONCE; i++) {
                int q = start + k + i;
                System.arraycopy(rows[q % down], q / down, shifted[i], 0, sums.length);
            }
            addScaled(sums, taps, k, shifted[0], shifted[1], shifted[2], shifted[3]);
        }
        for (int j = 0, to = at + r; j < sums.length; j++, to += up) {
            values[to] = sums[j];
        }
    }

    /**
     * Four taps in one pass. The rows are copied into place before, because the JIT makes vector instructions only of
     * loops whose arrays share one index: 0.24 ms in place of 0.65 ms for twelve leads of 500 Hz.
     */
    private static void addScaled(
            float[] sums, float[] taps, int k, float[] row0, float[] row1, float[] row2, float[] row3) {
        float tap0 = taps[k];
        float tap1 = taps[k + 1];
        float tap2 = taps[k + 2];
        float tap3 = taps[k + 3];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = sums[j] + tap0 * row0[j] + tap1 * row1[j] + tap2 * row2[j] + tap3 * row3[j];
        }
    }

    /** Row m holds samples m, m + M, m + 2M …, and zeros behind them for taps that were added to fill up. */
    private float[][] deinterleave(float[] samples) {
        float[][] rows = new float[down][samples.length / down + 2 + TAPS_AT_ONCE];
        for (int m = 0; m < down; m++) {
            float[] row = rows[m];
            for (int i = m, j = 0; i < samples.length; i += down, j++) {
                row[j] = samples[i];
            }
        }
        return rows;
    }

    private void markValid(double[] input, long first, int count, boolean[] valid, int at) {
        int left = (int) (first * down / up);
        int rest = (int) (first * down % up);
        for (int n = 0; n < count; n++) {
            int right = rest == 0 ? left : left + 1;
            valid[at + n] = right < input.length && !Double.isNaN(input[left]) && !Double.isNaN(input[right]);
            rest += down;
            while (rest >= up) {
                rest -= up;
                left++;
            }
        }
    }

    /** Taps for an output that lies a fraction of an input sample behind input ⌊nM/L⌋; sum 1, filled up by zeros. */
    private float[] phase(double fraction, double cutoff) {
        double[] exact = new double[2 * halfTaps];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
            double x = k - halfTaps + 1 - fraction;
            exact[k] = up == down ? (x == 0 ? 1 : 0) : sinc(cutoff * x) * kaiser(x / halfTaps);
            sum += exact[k];
        }
        float[] taps = new float[(exact.length + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE * TAPS_AT_ONCE];
        for (int k = 0; k < exact.length; k++) {
            taps[k] = (float) (exact[k] / sum);
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
