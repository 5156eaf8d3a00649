package org.einthoven.codecs;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.einthoven.ecg.QualityIssue;
import org.jspecify.annotations.Nullable;

/**
 * When an ECG was recorded, as far as its source says.
 *
 * @param time null where the source gives no time, or a local one and its zone is not known
 * @param original the source's own text of it
 * @param zoneAssumed whether the configured zone made an instant of a local time
 */
public record AcquisitionTime(
        @Nullable Instant time, @Nullable String original, boolean zoneAssumed, List<QualityIssue> issues) {
    public static final AcquisitionTime UNKNOWN = new AcquisitionTime(null, null, false, List.of());

    public AcquisitionTime {
        issues = List.copyOf(issues);
    }

    /** A time whose offset from UTC the source states. */
    public static AcquisitionTime exact(Instant time, String original) {
        return new AcquisitionTime(time, original, false, List.of());
    }

    /** A time without an offset: the configured zone makes it an instant, else it stays open and is flagged. */
    public static AcquisitionTime local(LocalDateTime time, String original, @Nullable ZoneId zone) {
        if (zone == null) {
            return unread(original, "time-zone-unknown", "The acquisition time has no offset and no time zone is set");
        }
        return new AcquisitionTime(time.atZone(zone).toInstant(), original, true, List.of());
    }

    /** A text that is not a time. */
    public static AcquisitionTime unread(String original, String code, String text) {
        return new AcquisitionTime(null, original, false, List.of(QualityIssue.note(code, text)));
    }
}
