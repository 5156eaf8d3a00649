package org.einthoven.report.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Embedding;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;
import org.einthoven.report.Conclusion;
import org.einthoven.report.ReportContent;
import org.einthoven.report.TestEcgs;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text is the library's own, character by character. */
class CompactJsonTest {
    private static final FhirReport REPORTS =
            new FhirReport(new FhirReportSettings(URI.create("http://127.0.0.1:8080/drawings/"), false));

    private static void assertLikeTheLibrary(Resource resource) {
        assertThat(CompactJson.of(resource))
                .isEqualTo(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource));
    }

    private static void assertLikeTheLibrary(EcgReport report) {
        assertLikeTheLibrary(REPORTS.bundle(report, null));
        assertLikeTheLibrary(REPORTS.bundle(report, "0b5eaf79-8529-4a94-94d4-d9e78ea7fe6e"));
    }

    private static EcgReport report(
            EcgRecording recording, ModelCard model, @Nullable Inference inference, Measurements measurements) {
        return new EcgReport(recording, QualityReport.CLEAN, model, inference, measurements, TestEcgs.ISSUED);
    }

    private static EcgRecording recording(
            @Nullable PatientRef patient, Acquisition acquisition, OrderRef order, String words) {
        return new EcgRecording(
                "DICOM",
                new SourceIdentity(SourceIdentity.Kind.DICOM, words, "b".repeat(64)),
                TestEcgs.recording().leads(),
                patient,
                Demographics.UNKNOWN,
                order,
                acquisition,
                List.of(),
                List.of(new QualityIssue(QualityIssue.Severity.NOTE, words, null, words)));
    }

    @Test
    void ofAnAnalysedEcg() {
        assertLikeTheLibrary(TestEcgs.analysed());
    }

    @Test
    void ofAReportWithItsDrawingInside() {
        assertLikeTheLibrary(new FhirReport(new FhirReportSettings(null, true)).bundle(TestEcgs.analysed()));
    }

    @Test
    void ofAnEcgThatCouldNotBeAnalysed() {
        assertLikeTheLibrary(TestEcgs.notAnalysed(TestEcgs.recording()));
    }

    /** Its heart rate has subject and time as extensions without a value. */
    @Test
    void ofAnEcgOfNobodyAtNoTime() {
        EcgRecording unknown = recording(null, Acquisition.UNKNOWN, OrderRef.NONE, "1.2.3");

        assertLikeTheLibrary(TestEcgs.analysed(unknown));
    }

    @ParameterizedTest
    @MethodSource("org.einthoven.report.fhir.FhirValidationTest#hostile")
    void ofWhatAHostileRecordingBecomes(String text) {
        EcgRecording recording = recording(
                new PatientRef("P" + text, text),
                new Acquisition(Instant.parse("2026-11-26T23:59:59.001Z"), text, false, text, text, text, text),
                new OrderRef(text, text),
                text);
        ModelCard model = new ModelCard(text, text, "c".repeat(64), text, text, text, List.of(Task.values()));

        assertLikeTheLibrary(report(recording, model, TestEcgs.inference(), TestEcgs.measurements(300, 0, 1, 2, 3)));
        QualityIssue issue = new QualityIssue(QualityIssue.Severity.DO_NOT_ANALYSE, text, null, text);
        QualityReport refused = new QualityReport(List.of(issue));
        assertLikeTheLibrary(new EcgReport(recording, refused, model, null, Measurements.NONE, TestEcgs.ISSUED));
    }

    @Test
    void ofWhatReportsDoNotHave() {
        Patient patient = new Patient();
        patient.setId("Patient/7");
        patient.setActiveElement(new BooleanType(true));
        HumanName name = patient.addName().setFamily("Doe").addGiven("Jane");
        name.getGiven().get(0).setId("given");
        StringType second = name.addGivenElement();
        second.addExtension(new Extension("http://example.org/masked", new BooleanType(true)));
        name.addGiven("Ann");
        name.addPrefix("Dr.");
        patient.getMaritalStatus().setText("");
        patient.addIdentifier();
        assertLikeTheLibrary(patient);
        assertLikeTheLibrary(new Patient());

        Observation observation = new Observation().setValue(new Quantity().setValue(new BigDecimal("0.00000100")));
        assertLikeTheLibrary(observation);
    }

    /** With a seed: the words of the conclusion are those of Java's own formatting. */
    @Test
    void probabilitiesReadAsJavaFormatsThem() {
        Random random = new Random(20261126);
        for (int i = 0; i < 2_000; i++) {
            double probability = i % 2 == 0 ? random.nextDouble() : random.nextInt(1001) / 1000.0;
            Prediction prediction = new Prediction(Task.values()[0], probability, 0.5, Prediction.Decision.UNCERTAIN);
            Inference one = new Inference(new Embedding(new float[4]), List.of(prediction), 1);
            List<String> conclusion = Conclusion.lines(
                    ReportContent.of(report(TestEcgs.recording(), TestEcgs.MODEL, one, Measurements.NONE)));

            assertThat(conclusion.get(0))
                    .contains(String.format(Locale.ROOT, "(probability %.2f, threshold 0.50)", probability));
        }
    }
}
