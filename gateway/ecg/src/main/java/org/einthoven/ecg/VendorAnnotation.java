package org.einthoven.ecg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A measurement or statement that the recorder itself made. It is kept as it is, beside the gateway's own.
 *
 * @param code the code as the source wrote it ("MDC 2:15872"), where there is one
 * @param meaning the words of the source ("PR Interval", "Sinus rhythm")
 * @param value the number, where it is a measurement
 * @param unit the number's UCUM unit, where the source gives it
 */
public record VendorAnnotation(
        @Nullable String code,
        String meaning,
        @Nullable Double value,
        @Nullable String unit) {
    public VendorAnnotation {
        Objects.requireNonNull(meaning);
    }
}
