package org.einthoven.ecg;

import org.jspecify.annotations.Nullable;

/**
 * Global measurements of an ECG; null where it was not measured.
 *
 * @param heartRateBpm ventricular rate, beats a minute
 * @param prMs PR interval, ms
 * @param qrsMs QRS duration, ms
 * @param qtMs QT interval, ms
 * @param qtcMs QT corrected for rate, ms
 */
public record Measurements(
        @Nullable Integer heartRateBpm,
        @Nullable Integer prMs,
        @Nullable Integer qrsMs,
        @Nullable Integer qtMs,
        @Nullable Integer qtcMs) {
    public static final Measurements NONE = new Measurements(null, null, null, null, null);
}
