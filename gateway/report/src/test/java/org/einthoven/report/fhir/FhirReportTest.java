package org.einthoven.report.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.Task;
import org.einthoven.report.ReportIdentity;
import org.einthoven.report.TestEcgs;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FhirReportTest {
    private static final FhirReport REPORTS =
            new FhirReport(FhirReportSettings.drawingsAt(URI.create("http://127.0.0.1:8080/drawings/")));

    private static Bundle bundle(EcgReport report) {
        return REPORTS.bundle(report);
    }

    private static <T extends Resource> List<T> all(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Observation finding(Bundle bundle, Task task) {
        return all(bundle, Observation.class).stream()
                .filter(o -> o.getCode().getCodingFirstRep().getCode().equals(task.snomedCode()))
                .findFirst()
                .orElseThrow();
    }

    private static EcgRecording from(SourceIdentity source, @Nullable PatientRef patient, OrderRef order) {
        EcgRecording plain = TestEcgs.recording();
        return new EcgRecording(
                plain.format(),
                source,
                plain.leads(),
                patient,
                plain.demographics(),
                order,
                plain.acquisition(),
                List.of(),
                List.of());
    }

    @Nested
    class ATransaction {
        @Test
        void putsEachResourceOnceByItsOwnId() {
            Bundle bundle = bundle(TestEcgs.analysed());
            Set<String> addresses = new HashSet<>();

            for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
                Resource resource = entry.getResource();
                assertThat(entry.getRequest().getMethod()).isEqualTo(Bundle.HTTPVerb.PUT);
                assertThat(entry.getRequest().getUrl()).isEqualTo(resource.fhirType() + "/" + resource.getIdPart());
                assertThat(addresses.add(entry.getRequest().getUrl())).isTrue();
            }
            assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
            assertThat(addresses).hasSize(1 + 6 + 7 + 1 + 1 + 1);
        }

        @Test
        void hasEveryReferencedResource() {
            Bundle bundle = bundle(TestEcgs.analysed());
            List<String> addresses =
                    bundle.getEntry().stream().map(e -> e.getRequest().getUrl()).toList();
            DiagnosticReport report = FhirReport.diagnosticReport(bundle);
            Provenance provenance = all(bundle, Provenance.class).get(0);

            assertThat(report.getResult()).hasSize(14).allMatch(r -> addresses.contains(r.getReference()));
            assertThat(provenance.getTarget()).hasSize(15).allMatch(r -> addresses.contains(r.getReference()));
            assertThat(all(bundle, Observation.class))
                    .allMatch(o -> addresses.contains(o.getDevice().getReference()));
        }

        @Test
        void isTheSameTextEachTime() {
            assertThat(FhirReport.json(bundle(TestEcgs.analysed())))
                    .isEqualTo(FhirReport.json(bundle(TestEcgs.analysed())));
        }

        @Test
        void labelsWhatAnArtificialIntelligenceAsserted() {
            Bundle bundle = bundle(TestEcgs.analysed());

            assertThat(bundle.getEntry().stream()
                            .map(Bundle.BundleEntryComponent::getResource)
                            .filter(r -> !(r instanceof Device)))
                    .allMatch(r -> r.getMeta().getSecurity(FhirSystems.OBSERVATION_VALUE, "AIAST") != null);
        }

        @Test
        void namesModelAndSourceInItsProvenance() {
            Provenance provenance =
                    all(bundle(TestEcgs.analysed()), Provenance.class).get(0);

            assertThat(provenance.getAgentFirstRep().getWho().getReference())
                    .isEqualTo("Device/" + ReportIdentity.device(TestEcgs.MODEL));
            assertThat(provenance.getEntityFirstRep().getRole()).isEqualTo(Provenance.ProvenanceEntityRole.SOURCE);
            assertThat(provenance.getEntityFirstRep().getWhat().getIdentifier().getValue())
                    .isEqualTo("urn:oid:" + TestEcgs.SOURCE.identifier());
            assertThat(provenance.getRecorded()).isEqualTo(TestEcgs.ISSUED);
        }
    }

    @Nested
    class AnAnalysedEcg {
        private final Bundle bundle = bundle(TestEcgs.analysed());
        private final DiagnosticReport report = FhirReport.diagnosticReport(bundle);

        @Test
        void isAPreliminaryEcgReport() {
            assertThat(report.getIdPart())
                    .isEqualTo(ReportIdentity.of(TestEcgs.analysed()).report().toString());
            assertThat(report.getStatus()).isEqualTo(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
            assertThat(report.getCategoryFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("EC");
            assertThat(report.getCode().getCodingFirstRep().getCode()).isEqualTo("11524-6");
            assertThat(report.getEffectiveDateTimeType().getValueAsString()).isEqualTo("2011-04-27T12:30:12.250Z");
            assertThat(report.getIssuedElement().getValueAsString()).isEqualTo("2026-11-22T10:00:00.000Z");
        }

        @Test
        void isFoundBySourceContentAndReport() {
            assertThat(report.getIdentifier().stream().map(Identifier::getValue))
                    .containsExactly(
                            "urn:uuid:" + report.getIdPart(),
                            "urn:oid:" + TestEcgs.SOURCE.identifier(),
                            TestEcgs.SOURCE.contentHash());
        }

        @Test
        void concludesInWordsAndCodesThePositivesOnly() {
            assertThat(report.getConclusion())
                    .startsWith("Present: atrial fibrillation (probability 0.93, threshold 0.50). "
                            + "Uncertain: premature atrial contraction")
                    .contains("Research use only");
            assertThat(report.getConclusionCode()).hasSize(1);
            assertThat(report.getConclusionCodeFirstRep().getCodingFirstRep().getCode())
                    .isEqualTo("164889003");
        }

        @ParameterizedTest
        @CsvSource({
            "ATRIAL_FIBRILLATION, 52101004, 0.931235",
            "ATRIAL_FLUTTER, 2667000, 0.020000",
            "PREMATURE_ATRIAL_CONTRACTION, 82334004, 0.480000"
        })
        void hasAnObservationATask(Task task, String value, String probability) {
            Observation observation = finding(bundle, task);

            assertThat(observation.getStatus()).isEqualTo(Observation.ObservationStatus.PRELIMINARY);
            assertThat(observation.getValueCodeableConcept().getCodingFirstRep().getCode())
                    .isEqualTo(value);
            assertThat(observation.getComponent())
                    .extracting(c -> c.getCode().getCodingFirstRep().getCode())
                    .containsExactly("probability", "threshold", "model-version");
            assertThat(observation.getComponent().get(0).getValueQuantity().getValue())
                    .isEqualByComparingTo(probability);
            assertThat(observation.getComponent().get(1).getValueQuantity().getValue())
                    .isEqualByComparingTo("0.5");
            assertThat(observation.getComponent().get(2).getValueStringType().getValue())
                    .isEqualTo("einthoven-ecg 0.1.0");
            assertThat(observation.getNoteFirstRep().getText()).contains("Research use only");
        }

        @ParameterizedTest
        @CsvSource({
            "8867-4, 75, /min",
            "8625-6, 160, ms",
            "8633-0, 90, ms",
            "8634-8, 380, ms",
            "8636-3, 425, ms",
            "8632-2, -31, deg"
        })
        void hasItsMeasurements(String loinc, int value, String unit) {
            Observation observation = measurement(loinc);
            assertThat(observation.getValueQuantity().getValue()).isEqualByComparingTo(String.valueOf(value));
            assertThat(observation.getValueQuantity().getCode()).isEqualTo(unit);
        }

        @Test
        void hasTheRecordersOwnMeasurementBesideIt() {
            assertThat(measurement("8625-6").getComponent())
                    .filteredOn(c -> "recorder-value"
                            .equals(c.getCode().getCodingFirstRep().getCode()))
                    .singleElement()
                    .satisfies(c -> assertThat(c.getValueQuantity().getValue()).isEqualByComparingTo("158"));
        }

        @Test
        void saysItInWordsToo() {
            assertThat(FhirReport.diagnosticReport(bundle).getConclusion())
                    .contains("\nMeasured: heart rate 75/min, PR 160 ms, QRS 90 ms, QT 380 ms, QTc 425 ms (Fridericia),"
                            + " QRS axis -31 degrees.\n");
        }

        @Test
        void remarksWhatChangesItsMeaning() {
            EcgReport plain = TestEcgs.analysed(TestEcgs.recording());
            QualityIssue exchanged = QualityIssue.note("limb-electrodes-exchanged", "electrodes look exchanged");
            EcgReport doubtful = new EcgReport(
                    plain.recording(),
                    plain.quality().with(List.of(exchanged)),
                    plain.model(),
                    plain.inference(),
                    plain.measurements(),
                    plain.issued());
            assertThat(FhirReport.diagnosticReport(bundle(doubtful)).getConclusion())
                    .contains("\nRemarks: electrodes look exchanged.\n");
        }

        @Test
        void saysWhyAMeasurementIsAbsent() {
            Observation axis = measurement("8626-4");
            assertThat(axis.hasValue()).isFalse();
            assertThat(axis.getDataAbsentReason().getText()).isEqualTo("Not measured: no P wave in most beats");
        }

        @Test
        void namesTheFormulaOfQtcAndWhatOthersMakeOfIt() {
            Observation qtc = measurement("8636-3");
            assertThat(qtc.getMethod().getText()).contains("Fridericia");
            assertThat(qtc.getCode().getCoding()).extracting(Coding::getCode).contains("76634-5");
            assertThat(qtc.getComponentFirstRep().getValueQuantity().getValue()).isEqualByComparingTo("433");
        }

        private Observation measurement(String loinc) {
            return all(bundle, Observation.class).stream()
                    .filter(o -> o.getCode().getCodingFirstRep().getCode().equals(loinc))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void tellsWhatLimitsIt() {
            Observation quality = all(bundle, Observation.class).stream()
                    .filter(o -> o.getCode().getCodingFirstRep().getCode().equals("ecg-quality"))
                    .findFirst()
                    .orElseThrow();

            assertThat(quality.getValueCodeableConcept().getText()).isEqualTo("Analysable");
            assertThat(quality.getComponentFirstRep()
                            .getCode()
                            .getCodingFirstRep()
                            .getCode())
                    .isEqualTo("lead-flat");
            assertThat(quality.getComponentFirstRep().getValueStringType().getValue())
                    .isEqualTo("Lead V4: The lead is flat.");
        }

        @Test
        void saysWhereItsDrawingIs() {
            String address = "http://127.0.0.1:8080/drawings/" + report.getIdPart();

            assertThat(report.getPresentedForm())
                    .extracting(Attachment::getContentType, Attachment::getUrl, Attachment::getData)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("image/svg+xml", address + ".svg", null),
                            org.assertj.core.groups.Tuple.tuple("application/pdf", address + ".pdf", null));
        }

        @Test
        void holdsItsDrawingWhereThatIsAskedFor() {
            Bundle inline = new FhirReport(new FhirReportSettings(null, true)).bundle(TestEcgs.analysed());

            List<Attachment> forms = FhirReport.diagnosticReport(inline).getPresentedForm();
            assertThat(forms).hasSize(1);
            assertThat(new String(forms.get(0).getData(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
            assertThat(forms.get(0).getUrl()).isNull();
        }
    }

    @Nested
    class AnEcgThatCannotBeAnalysed {
        private final Bundle bundle = bundle(TestEcgs.notAnalysed(TestEcgs.recording()));

        @Test
        void concludesWhy() {
            DiagnosticReport report = FhirReport.diagnosticReport(bundle);

            assertThat(report.getConclusion()).startsWith("Not analysed: The recording is shorter than 2 s.");
            assertThat(report.getConclusion()).contains("Research use only");
            assertThat(report.getConclusionCode()).isEmpty();
            assertThat(report.getStatus()).isEqualTo(DiagnosticReport.DiagnosticReportStatus.PRELIMINARY);
        }

        @ParameterizedTest
        @EnumSource(Task.class)
        void hasAnObservationATaskWithoutAValue(Task task) {
            Observation observation = finding(bundle, task);

            assertThat(observation.hasValue()).isFalse();
            assertThat(observation.getDataAbsentReason().getCodingFirstRep().getCode())
                    .isEqualTo("not-performed");
            assertThat(observation.getDataAbsentReason().getText())
                    .isEqualTo("Not analysed: The recording is shorter than 2 s.");
        }

        /** An encoder that answers all the same must not put a finding beside "not analysed". */
        @Test
        void hidesWhatAnEncoderMadeOfIt() {
            EcgReport plain = TestEcgs.notAnalysed(TestEcgs.recording());
            EcgReport contradictory = new EcgReport(
                    plain.recording(),
                    plain.quality(),
                    plain.model(),
                    TestEcgs.inference(),
                    Measurements.NONE,
                    plain.issued());

            assertThat(FhirReport.json(bundle(contradictory))).isEqualTo(FhirReport.json(bundle));
        }

        @Test
        void isNotAnalysedWhereTheDecoderSaysSo() {
            EcgRecording plain = TestEcgs.recording();
            EcgRecording doubtful = new EcgRecording(
                    plain.format(),
                    plain.source(),
                    plain.leads(),
                    plain.patient(),
                    plain.demographics(),
                    plain.order(),
                    Acquisition.UNKNOWN,
                    List.of(),
                    List.of(new QualityIssue(
                            QualityIssue.Severity.DO_NOT_ANALYSE, "calibration", null, "The calibration is unknown.")));
            EcgReport report = new EcgReport(
                    doubtful,
                    QualityReport.CLEAN,
                    TestEcgs.MODEL,
                    TestEcgs.inference(),
                    Measurements.NONE,
                    TestEcgs.ISSUED);

            DiagnosticReport written = FhirReport.diagnosticReport(bundle(report));
            assertThat(written.getConclusion()).startsWith("Not analysed: The calibration is unknown.");
            assertThat(written.hasEffective()).isFalse();
        }
    }

    @Nested
    class References {
        @ParameterizedTest
        @CsvSource({
            "2.16.840.1.113883.19.5, urn:oid:2.16.840.1.113883.19.5,",
            "https://hospital.example/mrn, https://hospital.example/mrn,",
            "urn:oid:1.2.3, urn:oid:1.2.3,",
            "GENERAL HOSPITAL,, GENERAL HOSPITAL",
            "'https://hospital.example/ <b>',, 'https://hospital.example/ <b>'",
            "01.2.3,, 01.2.3",
            "'',,"
        })
        void nameThePatientsIssuerAsWhatItIs(String issuer, @Nullable String system, @Nullable String assigner) {
            EcgRecording recording = from(TestEcgs.SOURCE, new PatientRef("4711", issuer), OrderRef.NONE);

            Reference subject = FhirReport.diagnosticReport(bundle(TestEcgs.analysed(recording)))
                    .getSubject();
            assertThat(subject.getType()).isEqualTo("Patient");
            assertThat(subject.getIdentifier().getValue()).isEqualTo("4711");
            assertThat(subject.getIdentifier().getSystem()).isEqualTo(system);
            assertThat(subject.getIdentifier().getAssigner().getDisplay()).isEqualTo(assigner);
        }

        @ParameterizedTest
        @CsvSource({
            "DICOM, 1.2.840.1, urn:ietf:rfc:3986, urn:oid:1.2.840.1",
            "DICOM, 1.02.840, https://einthoven.org/fhir/sid/ecg-source/dicom, 1.02.840",
            "DICOM, 1.2.840.1., https://einthoven.org/fhir/sid/ecg-source/dicom, 1.2.840.1.",
            "FHIR, Observation/7/_history/2, https://einthoven.org/fhir/sid/ecg-source/fhir, Observation/7/_history/2",
            "HL7V2, MSG0001, https://einthoven.org/fhir/sid/ecg-source/hl7v2, MSG0001",
            "FILE, 1.2.840.1, https://einthoven.org/fhir/sid/ecg-source/file, 1.2.840.1"
        })
        void nameTheSourceAsWhatItIs(SourceIdentity.Kind kind, String identifier, String system, String value) {
            SourceIdentity source = new SourceIdentity(kind, identifier, "a".repeat(64));
            EcgRecording recording = from(source, null, OrderRef.NONE);

            Identifier written = FhirReport.diagnosticReport(bundle(TestEcgs.analysed(recording)))
                    .getIdentifier()
                    .get(1);
            assertThat(written.getSystem()).isEqualTo(system);
            assertThat(written.getValue()).isEqualTo(value);
        }

        @ParameterizedTest
        @CsvSource({"A1,, ACSN, A1", ", P1, PLAC, P1", "A1, P1, PLAC, P1"})
        void nameTheOrder(@Nullable String accession, @Nullable String placer, String type, String value) {
            EcgRecording recording = from(TestEcgs.SOURCE, TestEcgs.PATIENT, new OrderRef(accession, placer));

            Reference order = FhirReport.diagnosticReport(bundle(TestEcgs.analysed(recording)))
                    .getBasedOnFirstRep();
            assertThat(order.getIdentifier().getType().getCodingFirstRep().getCode())
                    .isEqualTo(type);
            assertThat(order.getIdentifier().getValue()).isEqualTo(value);
        }

        @Test
        void leaveOutWhatTheSourceDoesNotName() {
            EcgRecording recording = from(TestEcgs.SOURCE, null, new OrderRef(" ", null));

            DiagnosticReport report = FhirReport.diagnosticReport(bundle(TestEcgs.analysed(recording)));
            assertThat(report.hasSubject()).isFalse();
            assertThat(report.hasBasedOn()).isFalse();
        }
    }

    @Test
    void refusesTwoPredictionsOfOneTask() {
        Inference twice = new Inference(
                TestEcgs.inference().embedding(),
                List.of(
                        TestEcgs.inference().predictions().get(0),
                        TestEcgs.inference().predictions().get(0)),
                1);
        EcgReport plain = TestEcgs.analysed();
        EcgReport report = new EcgReport(
                plain.recording(), plain.quality(), plain.model(), twice, plain.measurements(), plain.issued());

        assertThatThrownBy(() -> bundle(report)).hasMessage("the inference has two predictions of af");
    }

    @Test
    void reportsATaskWithoutAResultAsNotAnalysed() {
        Inference one = new Inference(
                TestEcgs.inference().embedding(),
                List.of(TestEcgs.inference().predictions().get(0)),
                1);
        EcgReport plain = TestEcgs.analysed();
        Bundle bundle = bundle(new EcgReport(
                plain.recording(), plain.quality(), plain.model(), one, plain.measurements(), plain.issued()));

        assertThat(finding(bundle, Task.MYOCARDIAL_INFARCTION)
                        .getDataAbsentReason()
                        .getText())
                .isEqualTo("Not analysed: the model gave no result for this task");
        assertThat(FhirReport.diagnosticReport(bundle).getConclusion()).contains("Not analysed: Atrial flutter");
    }
}
