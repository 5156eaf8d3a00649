package org.einthoven.ecg.delineation;

/**
 * A stretch of a recording in which the atria are seen to beat regularly and faster than the ventricles: flutter, or atrial
 * tachycardia with block. There are no P waves in it.
 *
 * @param from its first second
 * @param to behind it
 * @param hertz waves a second
 */
public record AtrialActivity(double from, double to, double hertz) {
    public AtrialActivity {
        if (!(from < to) || !(hertz > 0)) {
            throw new IllegalArgumentException("no waves of " + hertz + " Hz from " + from + " to " + to + " s");
        }
    }

    public double seconds() {
        return to - from;
    }

    /** How many there are in it. */
    public double waves() {
        return hertz * seconds();
    }
}
