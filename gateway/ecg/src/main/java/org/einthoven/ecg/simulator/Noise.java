package org.einthoven.ecg.simulator;

/**
 * What an amplifier sees besides the heart, at each electrode.
 *
 * @param wanderMv baseline wander below 0.3 Hz, root mean square in mV
 * @param muscleMv muscle noise, 20 to 150 Hz, root mean square in mV
 * @param powerlineMv amplitude of the powerline's hum in mV
 * @param powerlineHz 50 or 60
 * @param amplifierMv white noise of the amplifier, root mean square in mV
 */
public record Noise(double wanderMv, double muscleMv, double powerlineMv, double powerlineHz, double amplifierMv) {
    public static final Noise NONE = new Noise(0, 0, 0, 50, 0);
    /** A quiet recording. */
    public static final Noise CLEAN = new Noise(.03, .004, .002, 50, .002);
    /** What a technician would still accept. */
    public static final Noise ORDINARY = new Noise(.10, .012, .010, 50, .003);
    /** What should have been recorded again. */
    public static final Noise HEAVY = new Noise(.30, .045, .050, 50, .005);

    public Noise {
        if (!(isSize(wanderMv) && isSize(muscleMv) && isSize(powerlineMv) && isSize(amplifierMv))) {
            throw new IllegalArgumentException("noise is 0 mV or more, and finite");
        }
        if (!(powerlineHz == 50 || powerlineHz == 60)) {
            throw new IllegalArgumentException("a powerline has 50 or 60 Hz, not " + powerlineHz);
        }
    }

    private static boolean isSize(double millivolts) {
        return millivolts >= 0 && Double.isFinite(millivolts);
    }
}
