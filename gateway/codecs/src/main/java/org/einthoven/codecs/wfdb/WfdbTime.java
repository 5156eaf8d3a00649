package org.einthoven.codecs.wfdb;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.einthoven.codecs.AcquisitionTime;
import org.jspecify.annotations.Nullable;

/** Base time and base date of a record line: header(5), "hh:mm:ss.sss dd/mm/yyyy", without a zone. */
final class WfdbTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .appendPattern("H:m:s")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern(" d/M/uuuu")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private WfdbTime() {}

    static AcquisitionTime of(@Nullable String text, @Nullable ZoneId zone) {
        if (text == null) {
            return AcquisitionTime.UNKNOWN;
        }
        try {
            return AcquisitionTime.local(LocalDateTime.parse(text.replaceAll("\\s+", " "), FORM), text, zone);
        } catch (DateTimeParseException e) {
            // The 2020 and 2021 challenges write "05-Feb-2020 11:39:16": when the file was converted, not the ECG
            // taken.
            return AcquisitionTime.unread(
                    text,
                    "acquisition-time-unread",
                    "The time on the record line is not in WFDB's form (hh:mm:ss dd/mm/yyyy) and is not used");
        }
    }
}
