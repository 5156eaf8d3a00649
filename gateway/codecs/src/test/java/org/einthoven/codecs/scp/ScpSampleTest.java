package org.einthoven.codecs.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The ECG Toolkit's example, twelve leads in the default Huffman table, against what BioSig 2.5.0 reads from it:
 * tests/golden/scp_golden.py. The file has no licence to be copied by, so it lies outside the project.
 */
class ScpSampleTest {
    private static final String NAME = "ecgtoolkit_Example.scp";
    private static final Path SAMPLE =
            Path.of("../../../shared/samples/formats/scp").resolve(NAME);

    @BeforeEach
    void skipWithoutSample() {
        assumeTrue(Files.isRegularFile(SAMPLE), "no SCP-ECG sample at " + SAMPLE);
    }

    @Test
    void everyLeadIsAsBioSigReadsIt() throws Exception {
        JsonNode golden;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/scp-golden.json"))) {
            golden = new ObjectMapper().readTree(in).get(NAME);
        }
        EcgRecording ecg = decode();

        assertThat(ecg.samplingRateHz()).isEqualTo(golden.get("samplingRateHz").asDouble());
        assertThat(ecg.length()).isEqualTo(golden.get("samples").asInt());
        List<Lead> leads = new ArrayList<>();
        golden.get("leads").fieldNames().forEachRemaining(name -> leads.add(Lead.of(name)));
        assertThat(ecg.leads().keySet()).containsExactlyElementsOf(leads);
        for (Lead lead : leads) {
            compare(
                    Objects.requireNonNull(ecg.lead(lead)).millivolts(),
                    golden.get("leads").get(lead.name()));
        }
    }

    @Test
    void readsPatientRecorderAndMeasurements() throws Exception {
        EcgRecording ecg = decode();

        assertThat(Objects.requireNonNull(ecg.patient()).identifier()).isEqualTo("SBJ-123");
        assertThat(ecg.demographics().name()).isEqualTo("Clark");
        assertThat(ecg.demographics().sex()).isEqualTo(Sex.MALE);
        assertThat(ecg.demographics().birthDate()).isEqualTo(LocalDate.of(1953, 5, 8));
        assertThat(ecg.acquisition().originalTime()).isEqualTo("2002-11-22T09:10:00");
        assertThat(ecg.acquisition().manufacturer()).isEqualTo("ECGConversion");
        assertThat(ecg.acquisition().model()).isEqualTo("ELI250");
        assertThat(ecg.vendorAnnotations())
                .extracting(a -> a.meaning() + " = " + a.value() + " " + a.unit())
                .contains(
                        "PR Interval = 148.0 ms",
                        "QRS Duration = 120.0 ms",
                        "QT Interval = 420.0 ms",
                        "QTc = 443.0 ms",
                        "QRS Axis = -61.0 deg");
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("time-zone-unknown");
    }

    private static void compare(double[] millivolts, JsonNode golden) {
        double tolerance = 1e-9;
        double steps = 0;
        for (int i = 1; i < millivolts.length; i++) {
            steps += Math.abs(millivolts[i] - millivolts[i - 1]);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(millivolts[i]).isEqualTo(golden.get("first").get(i).asDouble(), within(tolerance));
            assertThat(millivolts[millivolts.length - 5 + i])
                    .isEqualTo(golden.get("last").get(i).asDouble(), within(tolerance));
        }
        assertThat(Arrays.stream(millivolts).min().orElseThrow())
                .isEqualTo(golden.get("min").asDouble(), within(tolerance));
        assertThat(Arrays.stream(millivolts).max().orElseThrow())
                .isEqualTo(golden.get("max").asDouble(), within(tolerance));
        assertThat(Arrays.stream(millivolts).sum()).isEqualTo(golden.get("sum").asDouble(), within(1e-6));
        assertThat(steps).isEqualTo(golden.get("sumOfSteps").asDouble(), within(1e-6));
    }

    private static EcgRecording decode() throws Exception {
        return EcgDecoder.standard().decode(SAMPLE, DecodingOptions.DEFAULT);
    }
}
