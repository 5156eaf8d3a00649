package org.einthoven.codecs.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project's DICOM samples against what pydicom reads from them: tests/golden/dicom_golden.py. */
class DicomGoldenTest {
    private static final Path SAMPLES = Path.of("../../tests/samples/dicom");

    @TestFactory
    Stream<DynamicTest> everySampleIsAsPydicomReadsIt() throws Exception {
        JsonNode golden;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/dicom-golden.json"))) {
            golden = new ObjectMapper().readTree(in);
        }
        List<String> files = new ArrayList<>();
        golden.fieldNames().forEachRemaining(files::add);
        assertThat(files).hasSizeGreaterThanOrEqualTo(10);
        return files.stream().map(f -> DynamicTest.dynamicTest(f, () -> compare(f, golden.get(f))));
    }

    @Test
    void everyTransferSyntaxHasTheSameContentHash() throws Exception {
        List<String> hashes = new ArrayList<>();
        for (String name : List.of(
                "pydicom_waveform_ecg",
                "mortara_implicit",
                "mortara_bigendian",
                "mortara_deflated",
                "mortara_undeflen")) {
            hashes.add(decode(name + ".dcm").source().contentHash());
        }
        assertThat(hashes).containsOnly(hashes.get(0));
    }

    private static void compare(String file, JsonNode golden) throws Exception {
        EcgRecording ecg = decode(file);
        assertThat(ecg.samplingRateHz()).isEqualTo(golden.get("samplingRateHz").asDouble());
        assertThat(ecg.length()).isEqualTo(golden.get("samples").asInt());
        List<SampledSignal> signals = new ArrayList<>(ecg.leads().values());
        assertThat(signals).hasSize(golden.get("leads").size());
        for (int i = 0; i < signals.size(); i++) {
            compare(signals.get(i).millivolts(), golden.get("leads").get(i));
        }
    }

    private static void compare(double[] millivolts, JsonNode golden) {
        // One LSB is what is asked; the arithmetic is the same, so that far less must come out.
        double tolerance = golden.get("lsb").asDouble() * 1e-3;
        for (int i = 0; i < 5; i++) {
            assertThat(millivolts[i]).isEqualTo(golden.get("first").get(i).asDouble(), within(tolerance));
            assertThat(millivolts[millivolts.length - 5 + i])
                    .isEqualTo(golden.get("last").get(i).asDouble(), within(tolerance));
        }
        double steps = 0;
        for (int i = 1; i < millivolts.length; i++) {
            steps += Math.abs(millivolts[i] - millivolts[i - 1]);
        }
        assertThat(Arrays.stream(millivolts).min().orElseThrow())
                .isEqualTo(golden.get("min").asDouble(), within(tolerance));
        assertThat(Arrays.stream(millivolts).max().orElseThrow())
                .isEqualTo(golden.get("max").asDouble(), within(tolerance));
        assertThat(Arrays.stream(millivolts).sum()).isEqualTo(golden.get("sum").asDouble(), within(1e-4));
        assertThat(steps).isEqualTo(golden.get("sumOfSteps").asDouble(), within(1e-4));
    }

    private static EcgRecording decode(String file) throws Exception {
        return EcgDecoder.standard().decode(SAMPLES.resolve(file), DecodingOptions.DEFAULT);
    }
}
