package org.einthoven.ecg;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When and with what an ECG was recorded.
 *
 * @param time the instant at which the first sample was taken; null when the source does not say
 * @param originalTime the source's own text of it ("20110427143012", "2011-04-27T14:30:12+02:00")
 * @param zoneAssumed true when the source gave a local time and a configured time zone made it an instant
 * @param studyInstanceUid DICOM Study Instance UID, for results that belong into the same study
 */
public record Acquisition(
        @Nullable Instant time,
        @Nullable String originalTime,
        boolean zoneAssumed,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String institution,
        @Nullable String studyInstanceUid) {
    public static final Acquisition UNKNOWN = new Acquisition(null, null, false, null, null, null, null);
}
