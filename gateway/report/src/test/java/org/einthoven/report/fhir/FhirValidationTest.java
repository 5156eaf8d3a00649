package org.einthoven.report.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;
import org.einthoven.report.TestEcgs;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report, whatever the recording holds, is valid R4 by HAPI's instance validator. */
class FhirValidationTest {
    private static final FhirReport REPORTS =
            new FhirReport(new FhirReportSettings(URI.create("http://127.0.0.1:8080/drawings"), false));
    private static final FhirValidator VALIDATOR = validator();

    private static FhirValidator validator() {
        FhirContext r4 = FhirContext.forR4Cached();
        DefaultProfileValidationSupport core = new DefaultProfileValidationSupport(r4);
        FhirInstanceValidator instances = new FhirInstanceValidator(new ValidationSupportChain(
                withAiLabel(r4, core),
                core,
                new CommonCodeSystemsTerminologyService(r4),
                new InMemoryTerminologyServerValidationSupport(r4)));
        return r4.newValidator().registerValidatorModule(instances);
    }

    /** The label AIAST is younger than R4: HL7 Terminology 6 has it, the code system of 4.0.1 has not. */
    private static PrePopulatedValidationSupport withAiLabel(FhirContext r4, DefaultProfileValidationSupport core) {
        CodeSystem values = ((CodeSystem) core.fetchCodeSystem(FhirSystems.OBSERVATION_VALUE)).copy();
        values.addConcept().setCode("AIAST").setDisplay("Artificial Intelligence asserted");
        PrePopulatedValidationSupport terminology = new PrePopulatedValidationSupport(r4);
        terminology.addCodeSystem(values);
        return terminology;
    }

    /** As it travels: as text. */
    private static List<String> errors(EcgReport report) {
        return VALIDATOR.validateWithResult(FhirReport.json(REPORTS.bundle(report))).getMessages().stream()
                .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(FhirValidationTest::described)
                .toList();
    }

    private static String described(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }

    private static EcgRecording recording(
            SourceIdentity source,
            @Nullable PatientRef patient,
            OrderRef order,
            Acquisition acquisition,
            String words) {
        EcgRecording plain = TestEcgs.recording();
        return new EcgRecording(
                plain.format(),
                source,
                plain.leads(),
                patient,
                Demographics.UNKNOWN,
                order,
                acquisition,
                List.of(),
                List.of(new QualityIssue(QualityIssue.Severity.NOTE, words, new Lead("L" + words), words)));
    }

    @Test
    void acceptsAnAnalysedEcg() {
        assertThat(errors(TestEcgs.analysed())).isEmpty();
    }

    @Test
    void acceptsAnEcgThatCouldNotBeAnalysed() {
        assertThat(errors(TestEcgs.notAnalysed(TestEcgs.recording()))).isEmpty();
    }

    @Test
    void acceptsAnEcgOfNobodyAtNoTime() {
        EcgRecording unknown = recording(
                new SourceIdentity(SourceIdentity.Kind.FILE, "ecg 1.dat", "a".repeat(64)),
                null,
                OrderRef.NONE,
                Acquisition.UNKNOWN,
                "odd");

        assertThat(errors(TestEcgs.analysed(unknown))).isEmpty();
    }

    @Test
    void findsFaultsAtAll() {
        Bundle bundle = REPORTS.bundle(TestEcgs.analysed());
        ((DiagnosticReport) bundle.getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(DiagnosticReport.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .setCode(null);

        assertThat(VALIDATOR.validateWithResult(FhirReport.json(bundle)).isSuccessful())
                .isFalse();
    }

    static List<String> hostile() {
        return List.of(
                "<script>alert(1)</script>",
                "</div><p onclick='x'>&nbsp;&bogus;",
                "a\u0000b\u0001c\u001bd\u007fe\u0085f",
                "\u0000",
                "\u202Egnp.exe\u2066",
                "\uD800 half a pair \uDC00",
                "\uFFFE\uFFFF",
                "x".repeat(1_100_000),
                "𝄞".repeat(3000),
                "\t\r\n line \r\n\r\n break \t",
                "urn:oid:1.2 3",
                "{\"resourceType\":\"Bundle\"}",
                "]]>--><!--",
                "\\u0000 \\ \" '");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void acceptsWhatAHostileRecordingBecomes(String text) {
        EcgRecording recording = recording(
                new SourceIdentity(SourceIdentity.Kind.DICOM, text, "b".repeat(64)),
                new PatientRef("P" + text, text),
                new OrderRef(text, text),
                new Acquisition(Instant.parse("+123456-01-01T00:00:00Z"), text, false, text, text, text, text),
                text);
        ModelCard model = new ModelCard(text, text, "c".repeat(64), text, text, text, List.of(Task.values()));
        QualityIssue issue = new QualityIssue(QualityIssue.Severity.DO_NOT_ANALYSE, text, null, text);

        EcgReport analysed = new EcgReport(
                recording,
                QualityReport.CLEAN,
                model,
                TestEcgs.inference(),
                TestEcgs.measurements(300, 0, 1, 2, 3),
                TestEcgs.ISSUED);
        EcgReport refused = new EcgReport(
                recording, new QualityReport(List.of(issue)), model, null, Measurements.NONE, TestEcgs.ISSUED);
        assertThat(errors(analysed)).isEmpty();
        assertThat(errors(refused)).isEmpty();
    }
}
