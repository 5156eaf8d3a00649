package org.einthoven.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureCommandTest {
    /** Of a cart that measured it too: RR 982 ms, PR 161, QRS 75, QT 368; axes of P 74, QRS 52, T 57 degrees. */
    private static final Path MORTARA = Path.of("../../tests/samples/dicom/pydicom_waveform_ecg.dcm");

    @TempDir
    Path folder;

    @Test
    void printsWhatTheCartMeasuredToo() throws IOException {
        TestCommands.Result result = TestCommands.run("measure", MORTARA.toString());

        assertThat(result.status()).as(result.err()).isZero();
        JsonNode measured = new ObjectMapper().readTree(result.out()).get("measurements");
        assertNear(measured, "rr-mean", 2);
        assertNear(measured, "pr", 10);
        assertNear(measured, "qrs", 10);
        assertNear(measured, "qt", 30);
        assertNear(measured, "p-axis", 10);
        assertNear(measured, "qrs-axis", 10);
        assertNear(measured, "t-axis", 10);
    }

    private static void assertNear(JsonNode measured, String id, double tolerance) {
        JsonNode measure = measured.get(id);
        assertThat(measure.get("value").asDouble())
                .as(id)
                .isCloseTo(measure.get("recorder").asDouble(), within(tolerance));
    }

    @Test
    void hasTheLeadsAndTheMedianBeat() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(TestCommands.run("measure", MORTARA.toString()).out());
        assertThat(json.get("leads").size()).isEqualTo(12);
        assertThat(json.get("leads").get("V5").get("rMv").asDouble()).isBetween(1.8, 2.1);
        assertThat(json.get("medianBeat").get("leads").get("V5").size()).isEqualTo(1300);
        assertThat(json.get("quality").isArray()).isTrue();
    }

    /** A lead of hundreds of millivolts. */
    @Test
    void aWrongUnitHasNoMedianBeat() throws IOException {
        Path header = Files.writeString(folder.resolve("x.hea"), "x 1 500 5000\nx.dat 16 1/mV 16 0 0 0 0 II\n");
        byte[] data = new byte[10_000];
        for (int i = 0; i < 5000; i++) {
            short value = (short) (i % 400 < 20 ? 900 * Math.sin(Math.PI * (i % 400) / 20) : 0);
            data[2 * i] = (byte) value;
            data[2 * i + 1] = (byte) (value >> 8);
        }
        Files.write(folder.resolve("x.dat"), data);
        JsonNode json = new ObjectMapper()
                .readTree(TestCommands.run("measure", header.toString()).out());
        assertThat(json.get("medianBeat").isNull()).isTrue();
        assertThat(json.get("measurements").get("heart-rate").get("value").isNull())
                .isTrue();
        assertThat(json.get("measurements").get("heart-rate").get("reason").asText())
                .isNotBlank();
    }

    @Test
    void refusesWhatIsNoEcg() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear colleague");
        TestCommands.Result result = TestCommands.run("measure", letter.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).doesNotContain("colleague");
    }
}
