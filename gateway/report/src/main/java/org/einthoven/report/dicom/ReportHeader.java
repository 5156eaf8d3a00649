package org.einthoven.report.dicom;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.report.ReportContent;
import org.einthoven.report.ReportIdentity;

/** What all objects of a report have alike: patient, study, equipment, times, identity (PS3.3 C.7.1 to C.7.5, C.12.1). */
final class ReportHeader {
    static final String MANUFACTURER = "Einthoven";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx", Locale.ROOT);
    private static final int LATEST_YEAR = 9999;

    private final ReportContent content;
    private final SourceObject source;
    private final DicomReportSettings settings;
    private final ZoneId zone;

    ReportHeader(ReportContent content, SourceObject source, DicomReportSettings settings) {
        this.content = content;
        this.source = source;
        this.settings = settings;
        this.zone = source.zone(settings.zone());
    }

    /** The UID of a part of a report. */
    static String uid(UUID report, String part) {
        return UID.of(ReportIdentity.part(report, part));
    }

    SourceObject source() {
        return source;
    }

    String softwareVersion() {
        return settings.softwareVersion();
    }

    /** Where a part of another report on the same source is, or would be. */
    InstanceReference instance(UUID report, String sopClass, String part) {
        return new InstanceReference(
                source.studyUid(content.report().recording()),
                uid(report, part + "-series"),
                sopClass,
                uid(report, part));
    }

    /** @param part names the object among those of the report */
    DicomDataset dataset(String sopClass, String part, String modality, int seriesNumber, String seriesDescription) {
        DicomDataset dataset = new DicomDataset();
        source.writeTo(dataset);
        InstanceReference self = instance(content.identity().report(), sopClass, part);
        dataset.setString(Tag.SOPClassUID, self.sopClassUid());
        dataset.setString(Tag.SOPInstanceUID, self.sopInstanceUid());
        dataset.setString(Tag.StudyInstanceUID, self.studyUid());
        dataset.setString(Tag.SeriesInstanceUID, self.seriesUid());
        dataset.setString(Tag.Modality, modality);
        dataset.setInt(Tag.SeriesNumber, seriesNumber);
        dataset.setString(Tag.SeriesDescription, seriesDescription);
        dataset.setInt(Tag.InstanceNumber, 1);
        dataset.setString(Tag.Manufacturer, MANUFACTURER);
        dataset.setString(Tag.ManufacturerModelName, DicomText.words(VR.LO, content.modelName()));
        dataset.setString(Tag.SoftwareVersions, DicomText.words(VR.LO, settings.softwareVersion()));
        ZonedDateTime issued = content.report().issued().atZone(zone);
        dataset.setString(Tag.ContentDate, DATE.format(issued));
        dataset.setString(Tag.ContentTime, TIME.format(issued));
        dataset.setString(Tag.VerificationFlag, "UNVERIFIED");
        return dataset;
    }

    /** A DT with its offset from UTC; empty for a year that DT cannot hold. */
    String dateTime(Instant time) {
        ZonedDateTime local = time.atZone(zone);
        return local.getYear() < 1 || local.getYear() > LATEST_YEAR ? "" : DATE_TIME.format(local);
    }
}
