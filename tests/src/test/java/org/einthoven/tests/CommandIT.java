package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.einthoven.tests.processes.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as scripts use it: exit status, standard output, one line on standard error. */
class CommandIT {
    private static final String HEADER =
            "file,status,reason,model,af,afl,pac,pvc,avb1,mi,hr_bpm,pr_ms,qrs_ms,qt_ms,qtc_ms,p_axis_deg,qrs_axis_deg,"
                    + "t_axis_deg,rr_sd_ms,atrial_bpm,paced_beats,quality";

    @TempDir
    Path folder;

    /** What a command left behind. */
    private record Result(int status, String out, String err) {}

    private Result einthoven(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(GatewayProcess.command(List.of(arguments)));
        builder.environment().put("EINTHOVEN_LOG_LEVEL", "WARN");
        builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + List.of(arguments));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void decodePrintsTheContract() throws Exception {
        Result result = einthoven("decode", Samples.MORTARA.toString());
        assertThat(result.status()).as(result.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("format").asText()).isEqualTo("DICOM");
        assertThat(json.get("samplingRateHz").asDouble()).isEqualTo(1000);
        assertThat(json.get("leads").size()).isEqualTo(12);
        assertThat(json.get("leads").get("aVR").size()).isEqualTo(10_000);
        assertThat(json.has("patient")).isTrue();
        assertThat(json.has("acquisition")).isTrue();
        assertThat(json.get("issues").isArray()).isTrue();
    }

    @Test
    void decodeRefusesWhatIsNoEcg() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear colleague");
        Result result = einthoven("decode", file.toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("not an ECG in a known format").doesNotContain("colleague");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "decode",
                "decode /no/such/file",
                "decode --no-such-option x",
                "plot x --out x.gif",
                "plot x --out x.svg --layout 5x5",
                "predict --out t.csv /no/such/folder/",
                "send x",
                "send x --dicom nonsense",
                "send x --fhir nonsense",
                "backfill",
                "backfill /no/such/folder",
                "backfill /tmp --rate fast",
                "backfill /tmp --url nonsense",
                "check --config /no/such/folder",
                "ledger list --url http://127.0.0.1:1",
                "ledger --url nonsense",
                "replay --url http://127.0.0.1:1",
                "quarantine release --url http://127.0.0.1:1",
                "run --config /no/such/folder"
            })
    void badArgumentsGiveOneLineAndStatusTwo(String line) throws Exception {
        Result result = einthoven(line.split(" "));
        if (line.startsWith("predict")) {
            // A bad file never stops the rest: it has its row.
            assertThat(result.status()).isZero();
            assertThat(Files.readString(folder.resolve("t.csv"))).contains("rejected");
            return;
        }
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines()).as(result.err()).hasSize(1);
        assertThat(result.err()).startsWith("einthoven: ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "check",
                "decode",
                "predict",
                "plot",
                "send",
                "backfill",
                "ledger",
                "replay",
                "quarantine"
            })
    void helpTellsEach(String command) throws Exception {
        Result result = einthoven(command, "--help");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Usage: einthoven " + command);
    }

    @Test
    void predictHasARowAFile() throws Exception {
        Path table = folder.resolve("table.csv");
        Path inputs = Files.createDirectories(folder.resolve("inputs"));
        Files.copy(Samples.MORTARA, inputs.resolve("a.dcm"));
        Files.writeString(inputs.resolve("b.txt"), "no ECG");
        Files.write(inputs.resolve("c.dcm"), new byte[0]);
        Result result = einthoven("predict", "--out", table.toString(), inputs.toString(), "/no/such/file");
        assertThat(result.status()).as(result.err()).isZero();
        List<String> lines = new ArrayList<>(Files.readAllLines(table));
        assertThat(lines.remove(0)).isEqualTo(HEADER);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .contains("a.dcm,ok,,einthoven-ecg ")
                // The recorder says: RR 982, PR 161, QRS 75, QT 368, QRS axis 52.
                .containsPattern(",0\\.\\d{6},61,15\\d,7\\d,3\\d\\d,3\\d\\d,7\\d,4\\d,");
        assertThat(lines.subList(1, 4)).allSatisfy(line -> assertThat(line).contains(",rejected,"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"svg", "pdf", "png"})
    void plotDraws(String suffix) throws Exception {
        Path out = folder.resolve("ecg." + suffix);
        Result result = einthoven("plot", Samples.MORTARA.toString(), "--out", out.toString());
        assertThat(result.status()).as(result.err()).isZero();
        String head = new String(Files.readAllBytes(out), 0, 60, StandardCharsets.ISO_8859_1);
        assertThat(head).containsPattern("svg|%PDF-|PNG|<\\?xml");
    }

    @Test
    void checkNamesEveryFault() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("config/routes"));
        Files.writeString(folder.resolve("config/einthoven.yaml"), "dicom:\n  prot: 11112\nhttp:\n  port: eleven\n");
        Files.writeString(routes.resolve("50-mine.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: timer:x
                      parameters:
                        period: banana
                      steps:
                        - to: dicom:store?remot=A@b:1
                """);
        Result result = einthoven("check", "--config", folder.resolve("config").toString());
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(result.err().lines()).allSatisfy(line -> assertThat(line).containsPattern("yaml:\\d+:\\d+: "));
        assertThat(result.err())
                .contains("prot")
                .contains("http.port must be a whole number")
                .contains("banana")
                .contains("remot");
        Files.delete(routes.resolve("50-mine.yaml"));
        Files.writeString(folder.resolve("config/einthoven.yaml"), "dicom:\n  port: 11113\n");
        assertThat(einthoven("check", "--config", folder.resolve("config").toString())
                        .status())
                .isZero();
    }

    @Test
    void sendTellsWhatWasNotAccepted() throws Exception {
        String nobody = "NOBODY@127.0.0.1:" + Ports.free();
        Result result = einthoven("send", Samples.MORTARA.toString(), "--dicom", nobody);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("not accepted").contains("0 accepted, 1 not accepted");
    }
}
