package org.einthoven.training.augment;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How strongly views are changed. 0 leaves a change out. Which are safe for a task, that is, leave its finding in a view:
 *
 * <table>
 * <caption>yes, or what is lost</caption>
 * <tr><th></th><th>AF, flutter</th><th>premature beats</th><th>first-degree AV block</th><th>infarction</th></tr>
 * <tr><td>rotation</td><td>yes</td><td>yes</td><td>yes</td><td>up to 20 degrees: beyond, the territory moves</td></tr>
 * <tr><td>crop</td><td>fibrillation yes: an irregular rhythm stays one; flutter no: rate, flutter waves</td><td>no: QRS duration</td><td>no: PR</td><td>yes</td></tr>
 * <tr><td>shift, time-out</td><td>yes</td><td>may lose the only one</td><td>yes</td><td>yes</td></tr>
 * <tr><td>gain</td><td>yes</td><td>yes</td><td>yes</td><td>up to 1.5: ST is judged in millivolts</td></tr>
 * <tr><td>wander</td><td>yes</td><td>yes</td><td>yes</td><td>yes: slower than an ST segment</td></tr>
 * <tr><td>hum, noise</td><td>yes</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>muscle</td><td colspan="3">up to 0.05 mV: beyond, it buries P and f waves</td><td>yes</td></tr>
 * <tr><td>lead mask</td><td>yes</td><td>yes</td><td>yes</td><td>may take the leads of its territory</td></tr>
 * </table>
 */
public enum Strength {
    /** Greatest angle by which the heart is turned, degrees. */
    ROTATION("rotation", 45, 90),
    /** Greatest part that is cut away before the rest is stretched. Off by default. */
    CROP("crop", 0, .75),
    /** Greatest shift, seconds. */
    SHIFT("shift", 2, 2),
    /** Greatest factor by which the ECG is larger or smaller; log-uniform. At most 1 leaves it out. */
    GAIN("gain", 2, 4),
    /** Greatest deflection of baseline wander, mV. */
    WANDER("wander", .15, 2),
    /** Greatest amplitude of mains hum, mV. */
    HUM("hum", .05, 1),
    /** Greatest root mean square of muscle noise, mV. */
    MUSCLE("muscle", .05, 1),
    /** Greatest standard deviation of white noise, mV. */
    NOISE("noise", .03, 1),
    /** Greatest part of the time that is made invalid; the least is half of it. */
    TIME_OUT("time-out", .4, .9),
    /** Chance of each lead to be taken away. */
    LEAD_MASK("lead-mask", .5, 1);

    private final String id;
    private final double usual;
    private final double most;

    Strength(String id, double usual, double most) {
        this.id = id;
        this.usual = usual;
        this.most = most;
    }

    /** Its name in options and files. */
    public String id() {
        return id;
    }

    double usual() {
        return usual;
    }

    double most() {
        return most;
    }

    static Strength ofId(String id) {
        return Arrays.stream(values())
                .filter(strength -> strength.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no augmentation '" + id + "' but "
                        + Arrays.stream(values()).map(Strength::id).collect(Collectors.joining(", "))));
    }
}
