package org.einthoven.ecg.signal;

import java.util.Arrays;

/** Bridges missing samples so that a filter does not ring at their edges; the mask still marks them. */
final class Gaps {
    private Gaps() {}

    /**
     * Samples begin … begin + span - 1 of a signal, where NaN is replaced by the straight line between its valid
     * neighbours within that range, and whatever lies before the first or after the last valid sample by that sample.
     */
    static float[] bridge(Strip strip, int begin, int span) {
        return strip.complete() ? held(strip.millivolts(), begin, span) : bridged(strip.millivolts(), begin, span);
    }

    private static float[] held(double[] signal, int begin, int span) {
        float[] out = new float[span];
        int from = Math.max(0, -begin);
        int to = Math.min(span, signal.length - begin);
        for (int i = from; i < to; i++) {
            out[i] = (float) signal[begin + i];
        }
        Arrays.fill(out, 0, from, out[from]);
        Arrays.fill(out, to, span, out[to - 1]);
        return out;
    }

    private static float[] bridged(double[] signal, int begin, int span) {
        float[] out = new float[span];
        int from = Math.max(0, -begin);
        int to = Math.min(span, signal.length - begin);
        int lastValid = -1;
        for (int i = from; i < to; i++) {
            double value = signal[begin + i];
            if (Double.isNaN(value)) {
                continue;
            }
            out[i] = (float) value;
            if (i > lastValid + 1) {
                fill(out, lastValid, i);
            }
            lastValid = i;
        }
        if (lastValid >= 0) {
            Arrays.fill(out, lastValid + 1, span, out[lastValid]);
        }
        return out;
    }

    private static void fill(float[] out, int left, int right) {
        float from = left < 0 ? out[right] : out[left];
        for (int i = left + 1; i < right; i++) {
            out[i] = from + (out[right] - from) * (i - left) / (right - left);
        }
    }
}
