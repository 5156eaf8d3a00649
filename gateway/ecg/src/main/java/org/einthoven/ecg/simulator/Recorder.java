package org.einthoven.ecg.simulator;

/**
 * What a site's electrocardiograph does to what its electrodes pick up. Its filters run forward in time, as in the device:
 * they turn phases, and a high-pass of 0.5 Hz bends the ST segment. The truth of a simulated ECG is that of the heart before them.
 *
 * @param gain 1 where it is calibrated
 * @param highPassHz of a filter of the first order; 0 for none
 * @param lowPassHz of a Butterworth filter of the second order; 0 for none, as at or above half the sampling rate
 * @param notchHz of a notch against the powerline's hum, 4 Hz wide; 0 for none
 */
public record Recorder(double gain, double highPassHz, double lowPassHz, double notchHz) {
    /** Calibrated and without filters. */
    public static final Recorder IDEAL = new Recorder(1, 0, 0, 0);

    public Recorder {
        if (!(gain > 0 && Double.isFinite(gain))) {
            throw new IllegalArgumentException("a gain is above 0, not " + gain);
        }
        if (!(isFrequency(highPassHz) && isFrequency(lowPassHz) && isFrequency(notchHz))) {
            throw new IllegalArgumentException("a filter's frequency is 0 Hz or more, and finite");
        }
    }

    private static boolean isFrequency(double hertz) {
        return hertz >= 0 && Double.isFinite(hertz);
    }

    /** Changes one electrode's potential in place. */
    void record(double[] potential, double samplingRateHz) {
        if (highPassHz > 0) {
            Biquad.highPass(highPassHz / samplingRateHz).filter(potential);
        }
        if (lowPassHz > 0 && 2 * lowPassHz < samplingRateHz) {
            Biquad.lowPass(lowPassHz / samplingRateHz).filter(potential);
        }
        if (notchHz > 0 && 2 * notchHz < samplingRateHz) {
            Biquad.notch(notchHz / samplingRateHz, notchHz / Biquad.NOTCH_WIDTH_HZ)
                    .filter(potential);
        }
        for (int i = 0; i < potential.length && gain != 1; i++) {
            potential[i] *= gain;
        }
    }
}
