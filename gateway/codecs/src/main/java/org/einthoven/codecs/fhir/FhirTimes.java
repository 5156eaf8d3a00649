package org.einthoven.codecs.fhir;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.einthoven.codecs.AcquisitionTime;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Observation.effective[x] as the time of the first sample. */
final class FhirTimes {
    private FhirTimes() {}

    static AcquisitionTime of(@Nullable Type effective, @Nullable ZoneId zone) {
        if (effective instanceof BaseDateTimeType time) {
            return of(time.getValueAsString(), zone);
        }
        if (effective instanceof Period period) {
            return of(period.getStartElement().getValueAsString(), zone);
        }
        return AcquisitionTime.UNKNOWN;
    }

    private static AcquisitionTime of(@Nullable String text, @Nullable ZoneId zone) {
        if (text == null || text.isBlank()) {
            return AcquisitionTime.UNKNOWN;
        }
        if (!text.contains("T")) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-imprecise", "Observation.effective has no time of day and is not used");
        }
        try {
            boolean offset = text.endsWith("Z") || text.matches(".*[+-]\\d{2}:\\d{2}");
            return offset
                    ? AcquisitionTime.exact(OffsetDateTime.parse(text).toInstant(), text)
                    : AcquisitionTime.local(LocalDateTime.parse(text), text, zone);
        } catch (DateTimeException e) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-unread", "Observation.effective is not a time that can be read");
        }
    }
}
