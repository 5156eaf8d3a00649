package org.einthoven.codecs;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as digits in a row, YYYYMMDD[HH[MM[SS[.F…]]]][±ZZZZ]: DICOM's DT (PS3.5 section 6.2) and HL7's TS and DTM (version 2, chapter 2A; version 3,
 * datatypes). The "." and ":" of ACR-NEMA are forgiven.
 *
 * @param time at midnight where the text has no time of day
 * @param offset from UTC, null where the text states none
 * @param hasTimeOfDay whether it has an hour
 */
public record CompactDateTime(LocalDateTime time, @Nullable ZoneOffset offset, boolean hasTimeOfDay) {
    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4})\\.?(\\d{2})\\.?(\\d{2})(?:(\\d{2}):?(\\d{2})?:?(\\d{2})?(?:\\.(\\d{1,9}))?)?([+-]\\d{4})?");

    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2})(\\d{2})");

    /** Null where the text is no such date and time. */
    public static @Nullable CompactDateTime parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        try {
            String offset = matcher.group(8);
            return new CompactDateTime(time(matcher), offset == null ? null : offset(offset), matcher.group(4) != null);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * ±HHMM, or null where the text is none.
     *
     * @throws DateTimeException when it is beyond 18 hours
     */
    public static @Nullable ZoneOffset offset(@Nullable String text) {
        Matcher matcher = OFFSET.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            return null;
        }
        int sign = matcher.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(matcher.group(2)), sign * number(matcher.group(3)));
    }

    /** The date alone of such a text; null where it is none. */
    public static @Nullable LocalDate date(@Nullable String text) {
        CompactDateTime parsed = text == null ? null : parse(text);
        return parsed == null ? null : parsed.time.toLocalDate();
    }

    /**
     * A text as the time at which an ECG was recorded.
     *
     * @param zone of times without an offset, null where it is not known
     * @param name what the text is called for readers
     */
    public static AcquisitionTime acquisition(@Nullable String text, @Nullable ZoneId zone, String name) {
        if (text == null || text.isBlank()) {
            return AcquisitionTime.UNKNOWN;
        }
        CompactDateTime parsed = parse(text);
        if (parsed == null) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-unread", name + " is not a time that can be read and is not used");
        }
        if (!parsed.hasTimeOfDay) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-imprecise", name + " has no time of day and is not used");
        }
        return parsed.offset == null
                ? AcquisitionTime.local(parsed.time, text, zone)
                : AcquisitionTime.exact(parsed.time.toInstant(parsed.offset), text);
    }

    private static LocalDateTime time(Matcher matcher) {
        String fraction = matcher.group(7) == null ? "0" : matcher.group(7);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        // A leap second may be 60, which Java's time has not.
        int second = Math.min(59, number(matcher.group(6)));
        return LocalDateTime.of(
                number(matcher.group(1)),
                number(matcher.group(2)),
                number(matcher.group(3)),
                number(matcher.group(4)),
                number(matcher.group(5)),
                second,
                nanos);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
