package org.einthoven.report.dicom;

import java.time.Instant;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.report.ReportContent;
import org.einthoven.report.drawing.EcgReportDocument;

/** A report as an Encapsulated PDF (PS3.3 A.45.1, C.24). */
final class EncapsulatedPdf {
    static final String PART = "pdf";
    private static final int SERIES_NUMBER = 902;

    private EncapsulatedPdf() {}

    static DicomDataset of(ReportContent content, ReportHeader header) {
        DicomDataset dataset = header.dataset(
                UID.EncapsulatedPDFStorage, PART, "DOC", SERIES_NUMBER, "ECG report (PDF), research use only");
        // A workstation made it of what it had.
        dataset.setString(Tag.ConversionType, "WSD");
        Instant acquired = content.report().recording().acquisition().time();
        dataset.setString(Tag.AcquisitionDateTime, acquired == null ? "" : header.dateTime(acquired));
        // The pages name the patient.
        dataset.setString(Tag.BurnedInAnnotation, "YES");
        dataset.setString(
                Tag.DocumentTitle,
                DicomText.words(VR.ST, "ECG report by " + content.modelName() + ". Research use only."));
        dataset.setItems(Tag.ConceptNameCodeSequence, ReportConcepts.ECG_STUDY.item());
        InstanceReference source = header.source().reference();
        if (source != null) {
            dataset.setItems(Tag.SourceInstanceSequence, source.item());
        }
        byte[] pdf = EcgReportDocument.pdf(content);
        dataset.setString(Tag.MIMETypeOfEncapsulatedDocument, "application/pdf");
        dataset.setInt(Tag.EncapsulatedDocumentLength, pdf.length);
        dataset.setBytes(Tag.EncapsulatedDocument, VR.OB, pdf);
        return dataset;
    }
}
