package org.einthoven.codecs.dicom;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.einthoven.codecs.AcquisitionTime;
import org.einthoven.codecs.CompactDateTime;
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

    private DicomTimes() {}

    static AcquisitionTime of(DicomDataset dataset, @Nullable ZoneId zone) {
        String text = text(dataset);
        // What stands there then is a dummy (PS3.15 section E.3.6).
        boolean removed = "REMOVED".equals(dataset.getString(Tag.LongitudinalTemporalInformationModified));
        if (text == null || removed) {
            return AcquisitionTime.UNKNOWN;
        }
        CompactDateTime parsed = CompactDateTime.parse(text);
        if (parsed == null) {
            return unread(text);
        }
        if (!parsed.hasTimeOfDay()) {
            return AcquisitionTime.unread(
                    text, "acquisition-time-imprecise", "The acquisition time has no time of day and is not used");
        }
        try {
            ZoneOffset offset = parsed.offset() != null
                    ? parsed.offset()
                    : CompactDateTime.offset(dataset.getString(Tag.TimezoneOffsetFromUTC));
            return offset == null
                    ? AcquisitionTime.local(parsed.time(), text, zone)
                    : AcquisitionTime.exact(parsed.time().toInstant(offset), text);
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

    private static AcquisitionTime unread(String text) {
        return AcquisitionTime.unread(
                text, "acquisition-time-unread", "The acquisition time is not a DICOM date and time and is not used");
    }
}
