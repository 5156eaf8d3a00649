package org.einthoven.ecg;

import static java.lang.Integer.parseInt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern DAY = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2}).*", Pattern.DOTALL);

    /**
     * The day on which it was recorded, where the recording was; known even when a missing time zone leaves the instant
     * open. From the source's own text, DICOM's or HL7's (YYYYMMDD…) or ISO 8601 (YYYY-MM-DD…); null for any other.
     */
    public @Nullable LocalDate day() {
        Matcher day = DAY.matcher(originalTime == null ? "" : originalTime);
        try {
            return day.matches()
                    ? LocalDate.of(parseInt(day.group(1)), parseInt(day.group(2)), parseInt(day.group(3)))
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
