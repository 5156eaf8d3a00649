package org.einthoven.codecs.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.DecodingOptions.SampledDataOrigin;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.VendorAnnotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirFormatTest {
    private static final Path HL7_EXAMPLE =
            Path.of("../../../shared/samples/formats/fhir/observation-example-sample-data.json");

    @TempDir
    Path folder;

    @Test
    void readsBackWhatTheWriterWrites() throws Exception {
        EcgRecording written = recording(240);

        EcgRecording read = decode(new FhirEcgWriter().toJson(written));

        assertThat(read.format()).isEqualTo("FHIR");
        assertThat(read.leads().keySet())
                .containsExactlyElementsOf(written.leads().keySet());
        assertThat(read.samplingRateHz()).isEqualTo(240);
        written.leads().forEach((lead, signal) -> assertThat(millivolts(read, lead))
                .containsExactly(signal.millivolts(), within(1e-9)));
        assertThat(read.patient()).isEqualTo(written.patient());
        assertThat(read.demographics().name()).isEqualTo("Doe^Jane");
        assertThat(read.demographics().sex()).isEqualTo(Sex.FEMALE);
        assertThat(read.demographics().birthDate()).isEqualTo(LocalDate.of(1950, 2, 3));
        assertThat(read.order()).isEqualTo(written.order());
        assertThat(read.acquisition().time()).isEqualTo(written.acquisition().time());
        assertThat(read.acquisition().manufacturer()).isEqualTo("Maker");
        assertThat(read.acquisition().model()).isEqualTo("M1");
        assertThat(read.acquisition().studyInstanceUid()).isEqualTo("1.2.3");
        assertThat(read.vendorAnnotations()).containsExactlyElementsOf(written.vendorAnnotations());
        assertThat(read.source().identifier()).isEqualTo("urn:ietf:rfc:3986|urn:oid:1.2.3.4");
        assertThat(read.issues()).isEmpty();
    }

    @Test
    void samplesOfNoUsualResolutionKeepATenthOfAMicrovolt() throws Exception {
        EcgRecording written = recording(500, 0.00061);

        EcgRecording read = decode(new FhirEcgWriter().toJson(written));

        assertThat(millivolts(read, Lead.I)).containsExactly(millivolts(written, Lead.I), within(0.00005001));
    }

    @Test
    void theSameEcgHasOneHashInJsonInXmlAndOnAServer() throws Exception {
        Observation observation = new FhirEcgWriter().toObservation(recording(500));
        String json =
                FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true).encodeResourceToString(observation);
        String xml = FhirContext.forR4Cached().newXmlParser().encodeResourceToString(observation);
        observation.setId("Observation/17/_history/3");
        observation.getMeta().setVersionId("3").setLastUpdated(new java.util.Date(0));
        String stored = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(observation);

        assertThat(stored).contains("versionId");
        assertThat(List.of(decode(xml), decode(stored)))
                .extracting(r -> r.source().contentHash())
                .containsOnly(decode(json).source().contentHash());
    }

    @Test
    void identityIsTheServersWhereThereIsNoIdentifier() throws Exception {
        Observation observation = new FhirEcgWriter().toObservation(recording(500));
        observation.setIdentifier(null);
        assertThat(decode(json(observation)).source().identifier()).startsWith("sha256:");
        observation.setId("17");
        assertThat(decode(json(observation)).source().identifier()).isEqualTo("Observation/17");
        observation.getMeta().setVersionId("3");
        assertThat(decode(json(observation)).source().identifier()).isEqualTo("Observation/17/_history/3");
    }

    @Test
    void readsABundleOfOneEcgWithItsPatient() throws Exception {
        Observation ecg = new FhirEcgWriter().toObservation(recording(500));
        ecg.getContained().removeIf(r -> r.fhirType().equals("Patient"));
        ecg.getSubject().setIdentifier(null).setReference("urn:uuid:7d2c5a1e-0000-4000-8000-000000000001");
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        org.hl7.fhir.r4.model.Patient patient = new org.hl7.fhir.r4.model.Patient();
        patient.addIdentifier().setSystem("urn:other").setValue("x");
        patient.addIdentifier()
                .setSystem("urn:mrn")
                .setValue("42")
                .getType()
                .addCoding()
                .setCode("MR");
        bundle.addEntry()
                .setFullUrl("urn:uuid:7d2c5a1e-0000-4000-8000-000000000001")
                .setResource(patient);
        bundle.addEntry().setResource(ecg);

        EcgRecording read = decode(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle));

        assertThat(read.patient()).isEqualTo(new PatientRef("42", "urn:mrn"));

        bundle.addEntry().setResource(ecg.copy());
        assertRefused(
                FhirContext.forR4Cached().newJsonParser().encodeResourceToString(bundle),
                "the FHIR Bundle holds 2 Observations with SampledData; send each ECG by itself");
    }

    @Test
    void readsByTheFormulaAndMarksMissingSamples() throws Exception {
        EcgRecording read = decode(observation("""
                {"code":{"coding":[{"system":"urn:oid:2.16.840.1.113883.6.24","code":"131329"}]},
                 "valueSampledData":{"origin":{"value":0.5,"unit":"mV"},"period":4,"factor":0.25,"dimensions":1,
                  "data":"0 1 -2 E U L 1.5 1e1"}},
                {"code":{"coding":[{"system":"urn:iso:std:iso:11073:10101","code":"MDC_ECG_LEAD_AVF"}]},
                 "valueSampledData":{"origin":{"value":0,"system":"http://unitsofmeasure.org","code":"uV"},
                  "period":4.0,"dimensions":1,"data":"7 8"}},
                {"code":{"text":"Heart rate"},"valueQuantity":{"value":61,"code":"/min"}}"""));

        assertThat(read.samplingRateHz()).isEqualTo(250);
        assertThat(millivolts(read, Lead.I))
                .containsExactly(
                        new double[] {0.5, 0.75, 0, Double.NaN, Double.NaN, Double.NaN, 0.875, 3}, within(1e-12));
        assertThat(millivolts(read, Lead.AVF))
                .containsExactly(
                        new double[] {
                            0.007, 0.008, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN
                        },
                        within(1e-12));
        assertThat(read.vendorAnnotations()).containsExactly(new VendorAnnotation(null, "Heart rate", 61.0, "/min"));
        assertThat(read.issues()).extracting(QualityIssue::code).containsExactly("lead-shorter");
        assertThat(read.patient()).isEqualTo(new PatientRef("f001", null));
        assertThat(read.acquisition().time()).isEqualTo(Instant.parse("2015-02-19T08:30:35Z"));
    }

    @Test
    void separatesInterlacedLeads() throws Exception {
        EcgRecording read = decode(observation("""
                {"code":{"coding":[{"system":"urn:iso:std:iso:11073:10101","code":"131329"},
                                   {"system":"urn:iso:std:iso:11073:10101","code":"131330"}]},
                 "valueSampledData":{"origin":{"value":0,"unit":"mV"},"period":2,"dimensions":2,"data":"1 2 3 4"}}"""));

        assertThat(millivolts(read, Lead.I)).containsExactly(1, 3);
        assertThat(millivolts(read, Lead.II)).containsExactly(2, 4);
    }

    @Test
    void hl7sExampleNeedsToBeToldThatItsOriginIsTheConvertersZero() throws Exception {
        assumeThat(HL7_EXAMPLE).as("the sample files beside the project").exists();
        assertThatThrownBy(() -> EcgDecoder.standard().decode(HL7_EXAMPLE, DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage("SampledData.origin has no unit, so that the samples' scale is not known");

        EcgRecording read = EcgDecoder.standard()
                .decode(HL7_EXAMPLE, DecodingOptions.DEFAULT.withSampledDataOrigin(SampledDataOrigin.CONVERTER_ZERO));

        assertThat(read.leads()).containsOnlyKeys(Lead.I, Lead.II, Lead.III);
        assertThat(read.samplingRateHz()).isEqualTo(100);
        assertThat(millivolts(read, Lead.I)[0]).isEqualTo((2041 - 2048) * 1.612 / 1000, within(1e-12));
    }

    @Test
    void aLocalTimeTakesTheConfiguredZone() throws Exception {
        String json = observation("""
                {"code":{"text":"V1"},
                 "valueSampledData":{"origin":{"value":0,"unit":"mV"},"period":2,"dimensions":1,"data":"1"}}""").replace("2015-02-19T09:30:35+01:00", "2015-02-19T09:30:35");

        assertThat(decode(json).acquisition().time()).isNull();
        assertThat(decode(json).issues()).extracting(QualityIssue::code).containsExactly("time-zone-unknown");
        EcgRecording zoned = EcgDecoder.standard()
                .decode(file(json), DecodingOptions.DEFAULT.withTimeZone(ZoneId.of("Asia/Taipei")));
        assertThat(zoned.acquisition().time()).isEqualTo(Instant.parse("2015-02-19T01:30:35Z"));
        assertThat(zoned.acquisition().zoneAssumed()).isTrue();
    }

    private static String observation(String components) {
        return """
                {"resourceType":"Observation","status":"final","code":{"text":"ECG"},
                 "subject":{"reference":"Patient/f001"},"effectiveDateTime":"2015-02-19T09:30:35+01:00",
                 "component":[%s]}""".formatted(components);
    }

    private static String json(Observation observation) {
        return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(observation);
    }

    private EcgRecording decode(String text) throws Exception {
        return EcgDecoder.standard().decode(file(text), DecodingOptions.DEFAULT);
    }

    private void assertRefused(String text, String sentence) throws Exception {
        Path file = file(text);
        assertThatThrownBy(() -> EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage(sentence);
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("ecg"), text);
    }

    private static EcgRecording recording(double rate) {
        return recording(rate, 0.00488);
    }

    private static EcgRecording recording(double rate, double resolution) {
        long seed = 20261122;
        Random random = new Random(seed);
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : List.of(Lead.I, Lead.AVR, Lead.V6, new Lead("V3R"), new Lead("V8"))) {
            double[] samples =
                    random.ints(600, -500, 500).mapToDouble(i -> i * resolution).toArray();
            samples[17] = Double.NaN;
            leads.put(lead, new SampledSignal(rate, samples));
        }
        return new EcgRecording(
                "DICOM",
                new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2.3.4", "0".repeat(64)),
                leads,
                new PatientRef("123", "urn:hospital"),
                new Demographics("Doe^Jane", LocalDate.of(1950, 2, 3), Sex.FEMALE, null),
                new OrderRef("A1", "P1"),
                new Acquisition(
                        Instant.parse("2013-01-25T09:59:19.250Z"),
                        "20130125105919.25",
                        true,
                        "Maker",
                        "M1",
                        null,
                        "1.2.3"),
                List.of(
                        new VendorAnnotation("MDC 2:15872", "PR Interval", 142.0, "ms"),
                        new VendorAnnotation(null, "Sinus rhythm", null, null)),
                List.of());
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }
}
