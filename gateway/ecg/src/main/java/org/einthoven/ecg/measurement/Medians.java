package org.einthoven.ecg.measurement;

import java.util.Arrays;

/** Medians; of an even count the mean of the two in the middle. */
final class Medians {
    private Medians() {}

    /** Of all; sorts them. NaN of none. */
    static double of(double[] values) {
        return of(values, values.length);
    }

    /** Of the first count; sorts these. */
    static double of(double[] values, int count) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(values, 0, count);
        return (values[(count - 1) / 2] + values[count / 2]) / 2;
    }
}
