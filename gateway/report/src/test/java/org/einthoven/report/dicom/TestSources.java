package org.einthoven.report.dicom;

import java.time.ZoneId;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.OrderRef;
import org.einthoven.report.TestEcgs;

/** Headers of source objects that belong to {@link TestEcgs}. */
final class TestSources {
    static final DicomReport REPORTS = new DicomReport(new DicomReportSettings(ZoneId.of("Europe/Berlin"), "0.1.0"));

    private TestSources() {}

    /** A source with nothing wrong. */
    static DicomDataset header() {
        DicomDataset header = new DicomDataset();
        header.setString(Tag.SpecificCharacterSet, "ISO_IR 100");
        header.setString(Tag.SOPClassUID, UID.TwelveLeadECGWaveformStorage);
        header.setString(Tag.SOPInstanceUID, TestEcgs.SOURCE.identifier());
        header.setString(Tag.StudyDate, "20110427");
        header.setString(Tag.StudyTime, "142900");
        header.setString(Tag.AccessionNumber, "A-77");
        header.setString(Tag.Modality, "ECG");
        header.setString(Tag.ReferringPhysicianName, "Weber^Max");
        header.setString(Tag.StudyDescription, "Rest ECG");
        header.setString(Tag.PatientName, "Doe^Jane");
        header.setString(Tag.PatientID, TestEcgs.PATIENT.identifier());
        header.setString(Tag.IssuerOfPatientID, "Ward 3");
        header.setString(Tag.PatientBirthDate, "19500102");
        header.setString(Tag.PatientSex, "F");
        header.setString(Tag.StudyInstanceUID, "1.2.840.113619.2.1.1");
        header.setString(Tag.SeriesInstanceUID, "1.2.840.113619.2.1.2");
        header.setString(Tag.StudyID, "S1");
        return header;
    }

    static SourceObject source() {
        return SourceObject.of(header());
    }

    static EcgRecording withOrder(EcgRecording recording) {
        return TestEcgs.recording(recording.leads(), recording.patient(), new OrderRef("A-77", "P-1"));
    }

    static EcgReport byModel(EcgReport report, String version) {
        ModelCard model = report.model();
        ModelCard other = new ModelCard(
                model.id(),
                version,
                model.contentHash(),
                model.title(),
                model.intendedUse(),
                model.trainedOn(),
                model.tasks());
        return new EcgReport(
                report.recording(),
                report.quality(),
                other,
                report.inference(),
                report.measurements(),
                report.issued());
    }
}
