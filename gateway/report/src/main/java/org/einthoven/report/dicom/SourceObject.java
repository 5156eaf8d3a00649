package org.einthoven.report.dicom;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.PatientRef;
import org.einthoven.report.ReportIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What results take over from the ECG that they are about, so that an archive files them with it: patient, study, and the
 * reference to it. Texts are read in the source's character set; what a value representation does not allow is left out, and
 * never is an identifier cut. Immutable.
 */
public final class SourceObject {
    private static final int LATEST_YEAR = 9999;
    /** PS3.3 table 10-18. */
    private static final Set<String> ENTITY_TYPES = Set.of("DNS", "EUI64", "ISO", "URI", "UUID", "X400", "X500");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private final DicomDataset attributes = new DicomDataset().setString(Tag.SpecificCharacterSet, "ISO_IR 192");
    private final @Nullable InstanceReference reference;
    private final @Nullable String statedPatient;
    private @Nullable String studyUid;

    private SourceObject(@Nullable String statedPatient, @Nullable InstanceReference reference) {
        this.statedPatient = statedPatient;
        this.reference = reference;
    }

    /**
     * The source as a DICOM object.
     *
     * @param header its data set; waveforms are not needed and may have been skipped
     */
    public static SourceObject of(DicomDataset header) {
        SourceObject source = new SourceObject(stated(header, Tag.PatientID), reference(header));
        source.takeOver(header);
        String study = stated(header, Tag.StudyInstanceUID);
        if (study != null) {
            String valid = DicomText.uid(study);
            // Another ECG of the same study has the same substitute.
            source.studyUid = valid == null ? UID.of(ReportIdentity.study(study)) : valid;
        }
        return source;
    }

    /** A source that is no DICOM object: its study is the one that it names, or one of its own. */
    static SourceObject of(EcgRecording recording, ZoneId zone) {
        SourceObject source = ofPerson(recording, zone, null);
        source.studyUid = DicomText.uid(recording.acquisition().studyInstanceUid());
        return source;
    }

    /** This source as the recording's: where somebody said that the ECG is another patient's it has a study of its own. */
    SourceObject fitting(EcgRecording recording, ZoneId zone) {
        PatientRef patient = recording.patient();
        if (patient == null || patient.identifier().equals(statedPatient)) {
            return this;
        }
        SourceObject reassigned = ofPerson(recording, zone, reference);
        reassigned.studyUid = UID.of(ReportIdentity.study(recording.source().key() + "|" + patient));
        return reassigned;
    }

    /** The study's UID; of a source that has none, one that follows from which source it is. */
    String studyUid(EcgRecording recording) {
        return studyUid != null
                ? studyUid
                : UID.of(ReportIdentity.study(recording.source().key()));
    }

    /** Where the source is; null where that cannot be said in DICOM. */
    @Nullable
    InstanceReference reference() {
        return reference;
    }

    /** The zone of the source's times, else the configured one. */
    ZoneId zone(ZoneId configured) {
        String offset = attributes.getString(Tag.TimezoneOffsetFromUTC);
        return offset == null ? configured : ZoneOffset.of(offset);
    }

    /** Puts patient and study into a data set; what is not known is empty. */
    void writeTo(DicomDataset dataset) {
        for (DicomElement element : attributes.copy()) {
            dataset.set(element);
        }
    }

    /** The accession number; null where there is none. */
    @Nullable
    String accessionNumber() {
        return attributes.getString(Tag.AccessionNumber);
    }

    private void takeOver(DicomDataset header) {
        set(Tag.PatientName, DicomText.personName(text(header, Tag.PatientName)));
        set(Tag.PatientID, DicomText.identifier(VR.LO, statedPatient));
        set(Tag.PatientBirthDate, DicomText.date(text(header, Tag.PatientBirthDate)));
        set(Tag.PatientSex, DicomText.sex(text(header, Tag.PatientSex)));
        set(Tag.StudyDate, DicomText.date(text(header, Tag.StudyDate)));
        set(Tag.StudyTime, DicomText.time(text(header, Tag.StudyTime)));
        set(Tag.StudyID, DicomText.identifier(VR.SH, text(header, Tag.StudyID)));
        set(Tag.AccessionNumber, DicomText.identifier(VR.SH, text(header, Tag.AccessionNumber)));
        set(Tag.ReferringPhysicianName, DicomText.personName(text(header, Tag.ReferringPhysicianName)));
        setKnown(Tag.IssuerOfPatientID, DicomText.identifier(VR.LO, text(header, Tag.IssuerOfPatientID)));
        takeOverUniversalIssuer(header.getItem(Tag.IssuerOfPatientIDQualifiersSequence));
        setKnown(Tag.StudyDescription, DicomText.words(VR.LO, header.getString(Tag.StudyDescription, "")));
        setKnown(Tag.TimezoneOffsetFromUTC, DicomText.offset(text(header, Tag.TimezoneOffsetFromUTC)));
    }

    private void takeOverUniversalIssuer(@Nullable DicomDataset qualifiers) {
        String issuer = qualifiers == null ? null : text(qualifiers, Tag.UniversalEntityID);
        String type = qualifiers == null ? null : text(qualifiers, Tag.UniversalEntityIDType);
        if (issuer != null && type != null && ENTITY_TYPES.contains(type)) {
            attributes.setItems(
                    Tag.IssuerOfPatientIDQualifiersSequence,
                    new DicomDataset()
                            .setBytes(Tag.UniversalEntityID, VR.UT, DicomText.utf8(DicomText.words(VR.UT, issuer)))
                            .setString(Tag.UniversalEntityIDType, type));
        }
    }

    private static SourceObject ofPerson(EcgRecording recording, ZoneId zone, @Nullable InstanceReference reference) {
        PatientRef patient = recording.patient();
        Demographics person = recording.demographics();
        SourceObject source = new SourceObject(patient == null ? null : patient.identifier(), reference);
        source.set(Tag.PatientName, DicomText.personName(person.name()));
        source.set(Tag.PatientID, DicomText.identifier(VR.LO, source.statedPatient));
        source.set(Tag.PatientBirthDate, date(person.birthDate()));
        source.set(
                Tag.PatientSex,
                person.sex() == null ? null : person.sex().name().substring(0, 1));
        source.setTime(recording.acquisition(), zone);
        source.set(Tag.StudyID, null);
        source.set(
                Tag.AccessionNumber,
                DicomText.identifier(VR.SH, recording.order().accessionNumber()));
        source.set(Tag.ReferringPhysicianName, null);
        source.setKnown(Tag.IssuerOfPatientID, patient == null ? null : DicomText.identifier(VR.LO, patient.issuer()));
        return source;
    }

    private void setTime(Acquisition acquisition, ZoneId zone) {
        Instant time = acquisition.time();
        OffsetDateTime local = time == null ? null : time.atZone(zone).toOffsetDateTime();
        set(Tag.StudyDate, date(local == null ? acquisition.day() : local.toLocalDate()));
        set(Tag.StudyTime, local == null ? null : TIME.format(local));
    }

    private static @Nullable String date(@Nullable LocalDate date) {
        return date == null || date.getYear() < 1 || date.getYear() > LATEST_YEAR
                ? null
                : DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    private static @Nullable InstanceReference reference(DicomDataset header) {
        String study = DicomText.uid(text(header, Tag.StudyInstanceUID));
        String series = DicomText.uid(text(header, Tag.SeriesInstanceUID));
        String sopClass = DicomText.uid(text(header, Tag.SOPClassUID));
        String sopInstance = DicomText.uid(text(header, Tag.SOPInstanceUID));
        return study == null || series == null || sopClass == null || sopInstance == null
                ? null
                : new InstanceReference(study, series, sopClass, sopInstance);
    }

    /** The text without padding; null where nothing is left. */
    private static @Nullable String stated(DicomDataset header, int tag) {
        String text = text(header, tag);
        String bare = text == null ? "" : text.replace('\0', ' ').strip();
        return bare.isEmpty() ? null : bare;
    }

    /** A value that says nothing of its VR is read as ASCII, which UIDs, dates and most identifiers are. */
    private static @Nullable String text(DicomDataset header, int tag) {
        if (header.get(tag) instanceof DicomValue value && value.vr() == VR.UN) {
            return new DicomDataset()
                    .setBytes(tag, VR.LO, Objects.requireNonNull(header.getBytes(tag)))
                    .getString(tag);
        }
        return header.getString(tag);
    }

    private void set(int tag, @Nullable String value) {
        attributes.setString(tag, value == null ? "" : value);
    }

    private void setKnown(int tag, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            set(tag, value);
        }
    }
}
