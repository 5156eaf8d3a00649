package org.einthoven.report.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.report.ReportIdentity;
import org.einthoven.report.TestEcgs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomReportTest {
    private static DicomDataset sr(EcgReport report, @Nullable SourceObject source) {
        return TestSources.REPORTS.structuredReport(report, source, null).dataset();
    }

    private static DicomDataset pdf(EcgReport report, @Nullable SourceObject source) {
        return TestSources.REPORTS.encapsulatedPdf(report, source).dataset();
    }

    private static DicomDataset item(DicomDataset dataset, int... path) {
        DicomDataset item = dataset;
        for (int tag : path) {
            item = Objects.requireNonNull(item.getItem(tag), Tag.describe(tag));
        }
        return item;
    }

    @Nested
    class TheStructuredReport {
        @Test
        void hasTheContentOfAnEcgReport() {
            assertThat(ContentTree.of(sr(TestEcgs.analysed(), TestSources.source())))
                    .isEqualTo("""
                            CONTAINER 28010-7 LN "ECG Report" TID 3700
                              HAS CONCEPT MOD CODE 121049 DCM "Language of Content Item and Descendants" = en RFC5646 "English"
                              HAS OBS CONTEXT CODE 121005 DCM "Observer Type" = 121007 DCM "Device"
                              HAS OBS CONTEXT UIDREF 121012 DCM "Device Observer UID" = 2.25.295069706894471584193946515593351596240
                              HAS OBS CONTEXT TEXT 121013 DCM "Device Observer Name" = einthoven-ecg 0.1.0
                              HAS OBS CONTEXT TEXT 121014 DCM "Device Observer Manufacturer" = Einthoven
                              HAS OBS CONTEXT TEXT 121015 DCM "Device Observer Model Name" = Einthoven ECG encoder
                              HAS CONCEPT MOD CODE 121058 DCM "Procedure reported" = 268400002 SCT "12-Lead ECG"
                              CONTAINS TEXT intended-use 99EINTHOVEN "Intended use" = Research use only. Not a medical device.
                              CONTAINS CONTAINER 55111-9 LN "Current Procedure Descriptions" TID 3708
                                HAS CONCEPT MOD TEXT 111001 DCM "Algorithm Name" = einthoven-ecg
                                HAS CONCEPT MOD TEXT 111003 DCM "Algorithm Version" = 0.1.0
                                HAS CONCEPT MOD TEXT 122405 DCM "Algorithm Manufacturer" = Einthoven
                                HAS CONCEPT MOD TEXT 111002 DCM "Algorithm Parameters" = Probabilities are calibrated.
                                HAS CONCEPT MOD TEXT 111002 DCM "Algorithm Parameters" = SHA-256 of the model: %1$s
                                CONTAINS DATETIME 122146 DCM "Procedure DateTime" = 20110427143012.250+0200
                                CONTAINS WAVEFORM 121112 DCM "Source of Measurement" = 1.2.840.113619.2.1.411
                                CONTAINS TEXT 122142 DCM "Acquisition Device Type" = ACME Cart
                                CONTAINS NUM 10:11393 MDC "Sample rate" = 500 Hz
                                CONTAINS TEXT source-id 99EINTHOVEN "Identifier of the source ECG" = 1.2.840.113619.2.1.411
                                CONTAINS TEXT source-sha256 99EINTHOVEN "SHA-256 of the source ECG's content" = %2$s
                              CONTAINS CONTAINER 122144 DCM "Quantitative Analysis"
                                CONTAINS CONTAINER 122158 DCM "ECG Global Measurements" TID 3713
                                  HAS CONCEPT MOD TEXT 111001 DCM "Algorithm Name" = Einthoven ECG measurement
                                  HAS CONCEPT MOD TEXT 111003 DCM "Algorithm Version" = 0.1.0
                                  CONTAINS NUM 2:16016 MDC "Ventricular Heart Rate" = 75 {H.B.}/min
                                  CONTAINS NUM 2:16160 MDC "QT interval global" = 380 ms
                                  CONTAINS NUM 2:15872 MDC "PR interval global" = 160 ms
                                  CONTAINS NUM 2:16156 MDC "QRS duration global" = 90 ms
                                  CONTAINS NUM 2:16168 MDC "RR interval global" = 800 ms
                                  CONTAINS NUM 2:15876 MDC "QTc interval global" = 425 ms
                                    HAS PROPERTIES CODE 111001 DCM "Algorithm Name" = 122732 DCM "Fridericia QTc Algorithm"
                                  CONTAINS NUM 2:15880 MDC "QTc global using Bazett formula" = 433 ms
                                  CONTAINS NUM 2:16128 MDC "P Axis" = none 114006 DCM "Measurement failure"
                                    HAS PROPERTIES TEXT 121106 DCM "Comment" = Not measured: no P wave in most beats
                                  CONTAINS NUM 2:16132 MDC "QRS axis" = -31 deg
                              CONTAINS CONTAINER 122145 DCM "Qualitative Analysis" TID 3717
                                CONTAINS CODE 271921002 SCT "ECG Finding" = 49436004 SCT "Atrial Fibrillation"
                                CONTAINS CODE 49436004 SCT "Atrial Fibrillation" = 52101004 SCT "Present"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0.931235 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                                CONTAINS CODE 164890007 SCT "Atrial flutter" = 272519000 SCT "Absent"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0.02 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                                CONTAINS CODE 284470004 SCT "Atrial premature contraction" = 373068000 SCT "Undetermined"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0.48 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                                CONTAINS CODE 251175005 SCT "Ventricular premature contraction" = 272519000 SCT "Absent"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0.1 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                                CONTAINS CODE 270492004 SCT "First degree Atrioventricular block" = 272519000 SCT "Absent"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                                CONTAINS CODE 164865005 SCT "Myocardial infarction" = 272519000 SCT "Absent"
                                  HAS PROPERTIES NUM 122157 DCM "Probability" = 0.2 1
                                  HAS PROPERTIES NUM threshold 99EINTHOVEN "Probability from which the finding is called present" = 0.5 1
                              CONTAINS CONTAINER ecg-quality 99EINTHOVEN "ECG recording quality"
                                CONTAINS TEXT ecg-quality 99EINTHOVEN "ECG recording quality" = Analysable
                                CONTAINS TEXT lead-left-out 99EINTHOVEN "Lead left out" = Lead V4: The lead is flat.
                                  HAS CONCEPT MOD CODE 122148 DCM "Lead ID" = 2:6 MDC "Lead V4"
                              CONTAINS CONTAINER 55112-7 LN "Summary" TID 3719
                                CONTAINS TEXT 55112-7 LN "Summary" = %3$s
                            """.formatted(
                            TestEcgs.MODEL.contentHash(), TestEcgs.SOURCE.contentHash(), String.join("\r\n", """
                                    Present: atrial fibrillation (probability 0.93, threshold 0.50). \
                                    Uncertain: premature atrial contraction (probability 0.48, threshold 0.50). \
                                    Absent: atrial flutter (probability 0.02, threshold 0.50), \
                                    premature ventricular contraction (probability 0.10, threshold 0.50), \
                                    first-degree atrioventricular block (probability 0.00, threshold 0.50), \
                                    myocardial infarction (probability 0.20, threshold 0.50). Not read: The lead is flat.
                                    Measured: heart rate 75/min, PR 160 ms, QRS 90 ms, QT 380 ms, QTc 425 ms (Fridericia), \
                                    QRS axis -31 degrees.
                                    Read by einthoven-ecg 0.1.0, not yet verified by a person. \
                                    Research use only. Not a medical device.""".split(
                                            "\n"))));
        }

        @Test
        void standsInTheStudyOfItsSource() {
            DicomDataset sr = sr(TestEcgs.analysed(), TestSources.source());

            assertThat(sr.getString(Tag.SOPClassUID)).isEqualTo(UID.ComprehensiveSRStorage);
            assertThat(sr.getString(Tag.Modality)).isEqualTo("SR");
            DicomDataset header = TestSources.header();
            for (int tag : new int[] {
                Tag.StudyInstanceUID, Tag.StudyDate, Tag.StudyTime, Tag.StudyID, Tag.AccessionNumber,
                Tag.ReferringPhysicianName, Tag.StudyDescription, Tag.PatientName, Tag.PatientID, Tag.IssuerOfPatientID,
                Tag.PatientBirthDate, Tag.PatientSex
            }) {
                assertThat(sr.getString(tag)).as(Tag.describe(tag)).isEqualTo(header.getString(tag));
            }
            assertThat(sr.getString(Tag.SeriesInstanceUID)).isNotEqualTo(header.getString(Tag.SeriesInstanceUID));
            assertThat(sr.getString(Tag.SpecificCharacterSet))
                    .as("all of it is ASCII")
                    .isNull();
            DicomDataset evidence = item(sr, Tag.CurrentRequestedProcedureEvidenceSequence);
            assertThat(evidence.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.840.113619.2.1.1");
            DicomDataset series = item(evidence, Tag.ReferencedSeriesSequence);
            assertThat(series.getString(Tag.SeriesInstanceUID)).isEqualTo("1.2.840.113619.2.1.2");
            DicomDataset instance = item(series, Tag.ReferencedSOPSequence);
            assertThat(instance.getString(Tag.ReferencedSOPClassUID)).isEqualTo(UID.TwelveLeadECGWaveformStorage);
            assertThat(instance.getString(Tag.ReferencedSOPInstanceUID)).isEqualTo("1.2.840.113619.2.1.411");
        }

        @Test
        void isAnUnverifiedPreliminaryDocument() {
            DicomDataset sr = sr(TestEcgs.analysed(), TestSources.source());

            assertThat(sr.getString(Tag.CompletionFlag)).isEqualTo("COMPLETE");
            assertThat(sr.getString(Tag.VerificationFlag)).isEqualTo("UNVERIFIED");
            assertThat(sr.getString(Tag.PreliminaryFlag)).isEqualTo("PRELIMINARY");
            // Berlin is an hour ahead of UTC in November.
            assertThat(sr.getString(Tag.ContentDate)).isEqualTo("20261122");
            assertThat(sr.getString(Tag.ContentTime)).isEqualTo("110000");
        }

        @Test
        void namesTheOrder() {
            EcgReport report = TestEcgs.analysed(TestSources.withOrder(TestEcgs.recording()));

            DicomDataset request = item(sr(report, TestSources.source()), Tag.ReferencedRequestSequence);

            assertThat(request.getString(Tag.AccessionNumber)).isEqualTo("A-77");
            assertThat(request.getString(Tag.PlacerOrderNumberImagingServiceRequest))
                    .isEqualTo("P-1");
        }

        @Test
        void keepsTheSourcesOffsetFromUtc() {
            DicomDataset header = TestSources.header().setString(Tag.TimezoneOffsetFromUTC, "-0500");

            DicomDataset sr = sr(TestEcgs.analysed(), SourceObject.of(header));

            assertThat(sr.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("-0500");
            assertThat(sr.getString(Tag.ContentTime)).isEqualTo("050000");
            assertThat(ContentTree.of(sr)).contains("= 20110427073012.250-0500");
        }

        @Test
        void saysWhyAnEcgWasNotAnalysed() {
            DicomDataset sr = sr(TestEcgs.notAnalysed(TestEcgs.recording()), TestSources.source());

            assertThat(sr.getString(Tag.CompletionFlag)).isEqualTo("PARTIAL");
            assertThat(ContentTree.of(sr))
                    .contains("TEXT 271921002 SCT \"ECG Finding\" = Not analysed: The recording is shorter than 2 s.")
                    .contains("TEXT 49436004 SCT \"Atrial Fibrillation\" = Not analysed: The recording is shorter")
                    .contains("NUM 2:15872 MDC \"PR interval global\" = none 114007 DCM \"Measurement not attempted\"")
                    .contains("TEXT not-analysed 99EINTHOVEN \"Not analysed\" = The recording is shorter than 2 s.")
                    .doesNotContain("\"Present\"", "\"Absent\"", "\"Undetermined\"", "\"Probability\"");
        }

        @Test
        void isPartialWhereTheModelLeftAFindingOut() {
            Inference whole = TestEcgs.inference();
            Inference part =
                    new Inference(whole.embedding(), whole.predictions().subList(1, 6), 1);

            DicomDataset sr = sr(withInference(part), TestSources.source());

            assertThat(sr.getString(Tag.CompletionFlag)).isEqualTo("PARTIAL");
            assertThat(ContentTree.of(sr))
                    .contains("ECG Finding\" = None of the findings that were looked for is called present.")
                    .contains("\"Atrial Fibrillation\" = Not analysed: the model gave no result for this task");
        }

        @Test
        void hasFhirsCodeBesideThatOfTheContextGroup() {
            DicomDataset sr = sr(TestEcgs.analysed(), TestSources.source());

            DicomDataset qualitative = sr.getItems(Tag.ContentSequence).stream()
                    .filter(i -> item(i, Tag.ConceptNameCodeSequence)
                            .getString(Tag.CodeValue, "")
                            .equals("122145"))
                    .findFirst()
                    .orElseThrow();
            DicomDataset finding = item(qualitative, Tag.ContentSequence, Tag.ConceptCodeSequence);
            assertThat(finding.getString(Tag.CodeValue)).isEqualTo("49436004");
            assertThat(item(finding, Tag.EquivalentCodeSequence).getString(Tag.CodeValue))
                    .isEqualTo("164889003");
        }

        @Test
        void ofANewerModelNamesTheOlderOne() {
            EcgReport older = TestEcgs.analysed();
            EcgReport newer = TestSources.byModel(older, "0.2.0");
            UUID supersedes = ReportIdentity.of(older).report();

            DicomDataset first = sr(older, TestSources.source());
            DicomDataset second = TestSources.REPORTS
                    .structuredReport(newer, TestSources.source(), supersedes)
                    .dataset();

            assertThat(second.getString(Tag.SOPInstanceUID)).isNotEqualTo(first.getString(Tag.SOPInstanceUID));
            DicomDataset predecessor = item(second, Tag.PredecessorDocumentsSequence);
            assertThat(predecessor.getString(Tag.StudyInstanceUID)).isEqualTo(first.getString(Tag.StudyInstanceUID));
            DicomDataset series = item(predecessor, Tag.ReferencedSeriesSequence);
            assertThat(series.getString(Tag.SeriesInstanceUID)).isEqualTo(first.getString(Tag.SeriesInstanceUID));
            assertThat(item(series, Tag.ReferencedSOPSequence).getString(Tag.ReferencedSOPInstanceUID))
                    .isEqualTo(first.getString(Tag.SOPInstanceUID))
                    .isEqualTo(DicomReport.structuredReportUid(supersedes));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.2.840.113619.4.27", UID.General32bitECGWaveformStorage})
        void refersToAClassThatReadersMayNotKnowAsToAnyObject(String sopClass) {
            DicomDataset header = TestSources.header().setString(Tag.SOPClassUID, sopClass);

            assertThat(ContentTree.of(sr(TestEcgs.analysed(), SourceObject.of(header))))
                    .contains("CONTAINS COMPOSITE 121112 DCM \"Source of Measurement\"");
        }

        @Test
        void ofLeadsBesideTheTwelveClaimsNoTwelveLeadEcg() {
            EcgRecording recording = TestEcgs.recording(Map.of(Lead.II, TestEcgs.signal(250, 10, 1)));

            assertThat(ContentTree.of(sr(TestEcgs.analysed(recording), TestSources.source())))
                    .doesNotContain("12-Lead ECG");
        }

        private static EcgReport withInference(Inference inference) {
            EcgReport report = TestEcgs.analysed();
            return new EcgReport(
                    report.recording(),
                    report.quality(),
                    report.model(),
                    inference,
                    report.measurements(),
                    report.issued());
        }
    }

    @Nested
    class TheEncapsulatedPdf {
        @Test
        void holdsThePdfAndSaysWhatItIs() throws Exception {
            DicomDataset pdf = pdf(TestEcgs.analysed(), TestSources.source());

            assertThat(pdf.getString(Tag.SOPClassUID)).isEqualTo(UID.EncapsulatedPDFStorage);
            assertThat(pdf.getString(Tag.Modality)).isEqualTo("DOC");
            assertThat(pdf.getString(Tag.StudyInstanceUID)).isEqualTo("1.2.840.113619.2.1.1");
            assertThat(pdf.getString(Tag.DocumentTitle))
                    .isEqualTo("ECG report by einthoven-ecg 0.1.0. Research use only.");
            assertThat(item(pdf, Tag.ConceptNameCodeSequence).getString(Tag.CodeValue))
                    .isEqualTo("11524-6");
            assertThat(item(pdf, Tag.SourceInstanceSequence).getString(Tag.ReferencedSOPInstanceUID))
                    .isEqualTo("1.2.840.113619.2.1.411");
            assertThat(pdf.getString(Tag.BurnedInAnnotation)).isEqualTo("YES");
            assertThat(pdf.getString(Tag.MIMETypeOfEncapsulatedDocument)).isEqualTo("application/pdf");
            assertThat(pdf.getString(Tag.VerificationFlag)).isEqualTo("UNVERIFIED");
            byte[] bytes = Objects.requireNonNull(pdf.getBytes(Tag.EncapsulatedDocument));
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
            assertThat(pdf.getInt(Tag.EncapsulatedDocumentLength, 0)).isEqualTo(bytes.length);
        }

        @Test
        void isAnotherInstanceInAnotherSeriesThanTheStructuredReport() {
            DicomDataset pdf = pdf(TestEcgs.analysed(), TestSources.source());
            DicomDataset sr = sr(TestEcgs.analysed(), TestSources.source());

            assertThat(pdf.getString(Tag.SOPInstanceUID))
                    .isNotEqualTo(sr.getString(Tag.SOPInstanceUID))
                    .isEqualTo(DicomReport.encapsulatedPdfUid(
                            ReportIdentity.of(TestEcgs.analysed()).report()));
            assertThat(pdf.getString(Tag.SeriesInstanceUID)).isNotEqualTo(sr.getString(Tag.SeriesInstanceUID));
        }
    }

    @Nested
    class Both {
        @Test
        void areTheSameBytesAgain() {
            for (int i = 0; i < 2; i++) {
                boolean asPdf = i == 1;
                assertThat(bytes(asPdf)).isEqualTo(bytes(asPdf));
            }
        }

        private static byte[] bytes(boolean asPdf) {
            DicomFile file = asPdf
                    ? TestSources.REPORTS.encapsulatedPdf(TestEcgs.analysed(), TestSources.source())
                    : TestSources.REPORTS.structuredReport(TestEcgs.analysed(), TestSources.source(), null);
            return DicomWriter.standard().toBytes(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        }

        @Test
        void ofASourceThatIsNoDicomObjectHaveAStudyOfTheirOwn() {
            EcgRecording recording = notDicom(TestEcgs.recording());
            EcgReport report = TestEcgs.analysed(recording);

            DicomDataset sr = sr(report, null);
            DicomDataset pdf = pdf(TestSources.byModel(report, "0.2.0"), null);

            assertThat(sr.getString(Tag.StudyInstanceUID))
                    .startsWith("2.25.")
                    .isEqualTo(pdf.getString(Tag.StudyInstanceUID));
            assertThat(sr.getString(Tag.PatientID)).isEqualTo("MRN-4711");
            assertThat(sr.getString(Tag.IssuerOfPatientID)).isEqualTo("2.16.840.1.113883.19.5");
            assertThat(sr.getString(Tag.PatientName)).isEqualTo("Doe^Jane");
            assertThat(sr.getString(Tag.PatientSex)).isEqualTo("F");
            assertThat(sr.getString(Tag.StudyDate)).isEqualTo("20110427");
            assertThat(sr.getString(Tag.StudyTime)).isEqualTo("143012");
            assertThat(sr.contains(Tag.CurrentRequestedProcedureEvidenceSequence))
                    .isFalse();
            assertThat(ContentTree.of(sr))
                    .contains("Identifier of the source ECG\" = Observation/7")
                    .doesNotContain("WAVEFORM");
            ValidValues.assertAllValid(sr);
            ValidValues.assertAllValid(pdf);
        }

        @Test
        void ofAnEcgThatWasGivenToAnotherPatientLeaveTheSourcesStudy() {
            EcgRecording assigned = TestEcgs.recording()
                    .withPatient(new PatientRef("OTHER-1", null), QualityIssue.note("patient-assigned", "Assigned"));

            DicomDataset sr = sr(TestEcgs.analysed(assigned), TestSources.source());

            assertThat(sr.getString(Tag.PatientID)).isEqualTo("OTHER-1");
            assertThat(sr.getString(Tag.PatientName)).isNull();
            assertThat(sr.getString(Tag.StudyInstanceUID)).startsWith("2.25.");
            assertThat(item(sr, Tag.PertinentOtherEvidenceSequence).getString(Tag.StudyInstanceUID))
                    .isEqualTo("1.2.840.113619.2.1.1");
        }

        @Test
        void takeTextOfAnyKind() {
            EcgReport report = TestEcgs.analysed();
            EcgReport odd = new EcgReport(
                    report.recording(),
                    report.quality()
                            .with(List.of(
                                    QualityIssue.note("odd", "50 \u00B5V\\\u0007 \uD800 of hum\nin \u00E4 lead"),
                                    new QualityIssue(QualityIssue.Severity.NOTE, "odd", new Lead("X\u4E2D\\1"), ""))),
                    new org.einthoven.ecg.ModelCard(
                            "m\\n".repeat(40), "\u0000", "0".repeat(64), "", "\u4E2D", "\uDC00", List.of()),
                    report.inference(),
                    Measurements.NONE,
                    report.issued());

            DicomDataset sr = sr(odd, TestSources.source());

            ValidValues.assertAllValid(sr);
            ValidValues.assertAllValid(pdf(odd, TestSources.source()));
            assertThat(sr.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
            assertThat(ContentTree.of(sr)).contains("= 50 \u00B5V\\  \uFFFD of hum\r\nin \u00E4 lead");
        }

        private static EcgRecording notDicom(EcgRecording recording) {
            Acquisition acquisition = recording.acquisition();
            return new EcgRecording(
                    "FHIR",
                    new SourceIdentity(SourceIdentity.Kind.FHIR, "Observation/7", "0".repeat(64)),
                    recording.leads(),
                    recording.patient(),
                    recording.demographics(),
                    recording.order(),
                    new Acquisition(acquisition.time(), acquisition.originalTime(), false, null, null, null, null),
                    List.of(),
                    List.of());
        }
    }
}
