package org.einthoven.ecg.quality;

import java.util.Arrays;

/** Order statistics of the first values of a buffer, which it sorts. */
final class Quantile {
    private Quantile() {}

    /**
     * The value that a part of the others lies below; NaN of none.
     *
     * @param part 0 to 1
     */
    static double of(double[] values, int count, double part) {
        Arrays.sort(values, 0, count);
        return ofSorted(values, count, part);
    }

    static double ofSorted(double[] values, int count, double part) {
        return count == 0 ? Double.NaN : values[(int) Math.round(part * (count - 1))];
    }
}
