package org.einthoven.codecs.dicom;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.jspecify.annotations.Nullable;

/**
 * When an ECG was acquired: Acquisition DateTime (0008,002A), else the acquisition's, the content's or the study's date
 * and time. An offset in the value counts before Timezone Offset From UTC (0008,0201), that before the configured zone.
 */
final class DicomTimes {
    private static final int[][] DATE_AND_TIME = {
        {Tag.AcquisitionDate, Tag.AcquisitionTime},
        {Tag.ContentDate, Tag.ContentTime},
        {Tag.StudyDate, Tag.StudyTime}
    };
    /** DT of PS3.5 section 6.2, with the "." and ":" of ACR-NEMA forgiven in dates and times. */
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})\\.?(\\d{2})\\.?(\\d{2})(?:(\\d{2}):?(\\d{2})?:?(\\d{2})?(?:\\.(\\d{1,9}))?)?([+-]\\d{4})?");

    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2})(\\d{2})");

    private DicomTimes() {}

    static AcquisitionTime of(DicomDataset dataset, @Nullable ZoneId zone) {
        String text = text(dataset);
        // What stands there then is a dummy (PS3.15 section E.3.6).
        boolean removed = "REMOVED".equals(dataset.getString(Tag.LongitudinalTemporalInformationModified));
        if (text == null || removed) {
            return AcquisitionTime.UNKNOWN;
        }
        Matcher matcher = DATE_TIME.matcher(text);
        if (!matcher.matches()) {
            return unread(text);
        }
        if (matcher.group(4) == null) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-imprecise", "The acquisition time has no time of day and is not used");
        }
        try {
            LocalDateTime time = time(matcher);
            ZoneOffset offset = offset(matcher.group(8), dataset);
            return offset == null
                    ? AcquisitionTime.local(time, text, zone)
                    : AcquisitionTime.exact(time.toInstant(offset), text);
        } catch (DateTimeException e) {
            return unread(text);
        }
    }

    private static @Nullable String text(DicomDataset dataset) {
        String dateTime = dataset.getString(Tag.AcquisitionDateTime);
        if (dateTime != null && !dateTime.isBlank()) {
            return dateTime.strip();
        }
        for (int[] tags : DATE_AND_TIME) {
            String date = dataset.getString(tags[0]);
            if (date != null && !date.isBlank()) {
                return date.strip() + dataset.getString(tags[1], "").strip();
            }
        }
        return null;
    }

    private static LocalDateTime time(Matcher matcher) {
        String fraction = matcher.group(7) == null ? "0" : matcher.group(7);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        // PS3.5 allows 60 for a leap second, which Java's time has not.
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

    private static @Nullable ZoneOffset offset(@Nullable String own, DicomDataset dataset) {
        String text = own != null ? own : dataset.getString(Tag.TimezoneOffsetFromUTC);
        Matcher matcher = OFFSET.matcher(text == null ? "" : text.strip());
        if (!matcher.matches()) {
            return null;
        }
        int sign = matcher.group(1).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(matcher.group(2)), sign * number(matcher.group(3)));
    }

    private static AcquisitionTime unread(String text) {
        return AcquisitionTime.unread(
                text, "acquisition-time-unread", "The acquisition time is not a DICOM date and time and is not used");
    }
}
