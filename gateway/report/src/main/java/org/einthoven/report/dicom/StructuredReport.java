package org.einthoven.report.dicom;

import static org.einthoven.report.dicom.ContentItem.code;
import static org.einthoven.report.dicom.ContentItem.container;
import static org.einthoven.report.dicom.ContentItem.text;
import static org.einthoven.report.dicom.ContentItem.uid;

import java.util.UUID;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.OrderRef;
import org.einthoven.report.Conclusion;
import org.einthoven.report.ReportContent;
import org.einthoven.report.ReportIdentity;
import org.einthoven.report.dicom.ContentItem.Relationship;
import org.jspecify.annotations.Nullable;

/** A report as a Comprehensive SR (PS3.3 A.35.3) whose content is an ECG Report (PS3.16 TID 3700). */
final class StructuredReport {
    static final String PART = "sr";
    private static final int SERIES_NUMBER = 901;

    private final ReportContent content;
    private final ReportHeader header;

    private StructuredReport(ReportContent content, ReportHeader header) {
        this.content = content;
        this.header = header;
    }

    /** @param supersedes the id of an older model's report on the same source; null for none */
    static DicomDataset of(ReportContent content, ReportHeader header, @Nullable UUID supersedes) {
        return new StructuredReport(content, header).dataset(supersedes);
    }

    private DicomDataset dataset(@Nullable UUID supersedes) {
        DicomDataset dataset =
                header.dataset(UID.ComprehensiveSRStorage, PART, "SR", SERIES_NUMBER, "ECG report, research use only");
        addDocument(dataset);
        addReferences(dataset, supersedes);
        for (DicomElement element : tree().dataset()) {
            dataset.set(element);
        }
        declareOwnCodes(dataset);
        return dataset;
    }

    private void addDocument(DicomDataset dataset) {
        boolean complete = content.tasks().stream().allMatch(task -> content.prediction(task) != null);
        dataset.setString(Tag.CompletionFlag, complete ? "COMPLETE" : "PARTIAL");
        if (!complete) {
            dataset.setString(Tag.CompletionFlagDescription, "Not all findings could be analysed");
        }
        dataset.setString(Tag.PreliminaryFlag, "PRELIMINARY");
        dataset.setItems(Tag.PerformedProcedureCodeSequence);
        dataset.setItems(Tag.ReferencedPerformedProcedureStepSequence);
    }

    private void addReferences(DicomDataset dataset, @Nullable UUID supersedes) {
        InstanceReference source = header.source().reference();
        if (source != null) {
            boolean own = source.studyUid().equals(dataset.getString(Tag.StudyInstanceUID));
            dataset.setItems(
                    own ? Tag.CurrentRequestedProcedureEvidenceSequence : Tag.PertinentOtherEvidenceSequence,
                    source.hierarchy());
        }
        if (supersedes != null) {
            dataset.setItems(
                    Tag.PredecessorDocumentsSequence,
                    header.instance(supersedes, UID.ComprehensiveSRStorage, PART)
                            .hierarchy());
        }
        OrderRef order = content.report().recording().order();
        String placer = order.placerOrderNumber();
        String accession = header.source().accessionNumber();
        if (accession != null || placer != null) {
            dataset.setItems(Tag.ReferencedRequestSequence, request(dataset, accession, placer));
        }
    }

    private static DicomDataset request(DicomDataset dataset, @Nullable String accession, @Nullable String placer) {
        String order = DicomText.identifier(VR.LO, placer);
        // As bytes: an item does not know yet in which character set it will stand.
        return new DicomDataset()
                .setString(Tag.StudyInstanceUID, dataset.getString(Tag.StudyInstanceUID, ""))
                .setItems(Tag.ReferencedStudySequence)
                .setBytes(Tag.AccessionNumber, VR.SH, DicomText.utf8(accession == null ? "" : accession))
                .setBytes(Tag.PlacerOrderNumberImagingServiceRequest, VR.LO, DicomText.utf8(order == null ? "" : order))
                .setString(Tag.FillerOrderNumberImagingServiceRequest)
                .setString(Tag.RequestedProcedureID)
                .setString(Tag.RequestedProcedureDescription)
                .setItems(Tag.RequestedProcedureCodeSequence);
    }

    private static void declareOwnCodes(DicomDataset dataset) {
        dataset.setItems(
                Tag.CodingSchemeIdentificationSequence,
                new DicomDataset()
                        .setString(Tag.CodingSchemeDesignator, CodedConcept.OWN)
                        .setString(Tag.CodingSchemeName, "Einthoven ECG report")
                        .setString(Tag.CodingSchemeResponsibleOrganization, ReportHeader.MANUFACTURER));
    }

    private ContentItem tree() {
        ContentItem root = container(ReportConcepts.ECG_REPORT, "3700");
        root.add(Relationship.HAS_CONCEPT_MOD, code(ReportConcepts.LANGUAGE, ReportConcepts.ENGLISH));
        addObserver(root);
        if (WaveformInformation.isTwelveLead(content.report().recording())) {
            root.add(
                    Relationship.HAS_CONCEPT_MOD,
                    code(ReportConcepts.PROCEDURE_REPORTED, ReportConcepts.TWELVE_LEAD_ECG));
        }
        // Not of the template, and before all that is: nobody shall read on without it.
        root.contain(text(ReportConcepts.INTENDED_USE, content.intendedUse()));
        root.contain(WaveformInformation.of(content, header));
        root.contain(MeasurementItems.of(content, header.softwareVersion()));
        root.contain(FindingItems.of(content));
        root.contain(QualityItems.of(content));
        root.contain(container(ReportConcepts.SUMMARY, "3719")
                .contain(text(ReportConcepts.SUMMARY, String.join("\n", Conclusion.lines(content)))));
        return root;
    }

    /** TID 1002 and 1004: a device, and no person, observed all of it. */
    private void addObserver(ContentItem root) {
        ModelCard model = content.report().model();
        root.add(Relationship.HAS_OBS_CONTEXT, code(ReportConcepts.OBSERVER_TYPE, ReportConcepts.DEVICE));
        root.add(Relationship.HAS_OBS_CONTEXT, uid(ReportConcepts.DEVICE_UID, UID.of(ReportIdentity.device(model))));
        root.add(Relationship.HAS_OBS_CONTEXT, text(ReportConcepts.DEVICE_NAME, content.modelName()));
        root.add(Relationship.HAS_OBS_CONTEXT, text(ReportConcepts.DEVICE_MANUFACTURER, ReportHeader.MANUFACTURER));
        root.add(Relationship.HAS_OBS_CONTEXT, text(ReportConcepts.DEVICE_MODEL, model.title()));
    }
}
