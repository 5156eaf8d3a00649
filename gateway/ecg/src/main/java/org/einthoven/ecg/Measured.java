package org.einthoven.ecg;

import org.jspecify.annotations.Nullable;

/**
 * A number, or why there is none. Never both, never neither.
 *
 * @param value in its {@link Measure}'s unit; finite
 * @param reason a part of a sentence without patient data: "fewer than two beats"
 */
public record Measured(@Nullable Double value, @Nullable String reason) {
    public Measured {
        if ((value == null) == (reason == null) || (value != null && !Double.isFinite(value))) {
            throw new IllegalArgumentException("a finite number or the reason why there is none");
        }
    }

    public static Measured of(double value) {
        return new Measured(value, null);
    }

    public static Measured absent(String reason) {
        return new Measured(null, reason);
    }
}
