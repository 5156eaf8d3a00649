package org.einthoven.ecg;

import java.util.Objects;

/**
 * The samples of one lead, in millivolts. A sample that was not recorded is {@link Double#NaN}, never zero: the
 * validity mask lies in the samples themselves.
 *
 * <p>The array is the signal's own: a caller that keeps a reference must not write to it.
 *
 * @param samplingRateHz samples a second, positive and finite
 * @param millivolts the samples; infinite values are refused
 */
public record SampledSignal(double samplingRateHz, double[] millivolts) {
    public SampledSignal {
        Objects.requireNonNull(millivolts);
        if (!(samplingRateHz > 0) || Double.isInfinite(samplingRateHz)) {
            throw new IllegalArgumentException("sampling rate " + samplingRateHz + " Hz is not positive and finite");
        }
        for (double value : millivolts) {
            if (Double.isInfinite(value)) {
                throw new IllegalArgumentException("a sample is infinite");
            }
        }
    }

    public int length() {
        return millivolts.length;
    }

    public boolean isValid(int index) {
        return !Double.isNaN(millivolts[index]);
    }

    public int validCount() {
        int count = 0;
        for (double value : millivolts) {
            if (!Double.isNaN(value)) {
                count++;
            }
        }
        return count;
    }

    public double durationSeconds() {
        return millivolts.length / samplingRateHz;
    }
}
