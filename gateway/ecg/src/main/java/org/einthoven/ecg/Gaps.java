package org.einthoven.ecg;

import java.util.Arrays;

/** Bridges missing samples so that a filter does not ring at their edges; the mask still marks them. */
final class Gaps {
    private Gaps() {}

    /**
     * Samples begin … begin + span - 1 of a signal, where NaN is replaced by the straight line between its valid
     * neighbours within that range, and whatever lies before the first or after the last valid sample by that sample.
     */
    static double[] bridge(double[] signal, int begin, int span) {
        double[] out = new double[span];
        int lastValid = -1;
        for (int i = 0; i < span; i++) {
            int at = begin + i;
            double value = at >= 0 && at < signal.length ? signal[at] : Double.NaN;
            if (Double.isNaN(value)) {
                continue;
            }
            out[i] = value;
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

    private static void fill(double[] out, int left, int right) {
        double from = left < 0 ? out[right] : out[left];
        for (int i = left + 1; i < right; i++) {
            out[i] = from + (out[right] - from) * (i - left) / (right - left);
        }
    }
}
