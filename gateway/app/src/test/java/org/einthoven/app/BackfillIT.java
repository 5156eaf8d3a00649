package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code einthoven backfill} in a JVM of its own, which can be killed, against a whole gateway. */
class BackfillIT {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void aBackfillThatIsKilledGoesOnAndTakesEachFileOnce() throws Exception {
        Path archive = folder.resolve("archive");
        EcgFiles.write(archive, 0, 60);
        Files.writeString(archive.resolve("letter.txt"), "Dear colleague");
        try (Gateway gateway = TestGateways.start(folder.resolve("data"))) {
            Process first = backfill(gateway.httpPort(), "--rate", "10/s");
            await().atMost(LONG).until(() -> gateway.entries().size() >= 15);
            first.destroyForcibly().waitFor();
            int before = gateway.entries().size();
            assertThat(before).isLessThan(60);
            EcgFiles.write(archive, 60, 65);

            assertThat(lastLine(finished(backfill(gateway.httpPort())))).contains(" 0 not sent, ");
            TestGateways.await(gateway, 65, LedgerEntry::settled);
            String last = lastLine(finished(backfill(gateway.httpPort())));

            assertThat(last)
                    .isEqualTo("0 sent, 0 known to the gateway, 0 no ECG, 0 not sent, 66 settled by an earlier run");
            List<LedgerEntry> entries = TestGateways.await(gateway, 65, LedgerEntry::settled);
            assertThat(entries).hasSize(65);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(get(gateway, "/fhir/DiagnosticReport?_summary=count")).contains("\"total\":65");
            assertThat(Files.readString(folder.resolve("state.csv")))
                    .contains("letter.txt")
                    .contains("not an ECG")
                    .doesNotContain("colleague");
        }
    }

    @Test
    void aBackfillWaitsForAGatewayThatRestarts() throws Exception {
        Path data = folder.resolve("data");
        EcgFiles.write(folder.resolve("archive"), 0, 30);
        Process backfill;
        Map<String, String> environment = TestGateways.environment(data);
        try (Gateway gateway = TestGateways.start(data)) {
            environment.put("EINTHOVEN_HTTP_PORT", String.valueOf(gateway.httpPort()));
            backfill = backfill(gateway.httpPort(), "--rate", "10/s");
            await().atMost(LONG).until(() -> gateway.entries().size() >= 5);
        }
        try (Gateway gateway = Gateway.start(
                GatewayConfiguration.read(TestGateways.SMALL, environment),
                configuration -> new TestGateways.MeanEncoder())) {
            assertThat(lastLine(finished(backfill))).contains(" 0 no ECG, 0 not sent, ");
            assertThat(TestGateways.await(gateway, 30, LedgerEntry::settled)).hasSize(30);
        }
    }

    @Test
    void aDryRunSaysWhatWouldBeSentAndRemembersNothing() throws Exception {
        EcgFiles.write(folder.resolve("archive"), 0, 2);
        Files.writeString(folder.resolve("archive/letter.txt"), "Dear colleague");

        for (int run = 0; run < 2; run++) {
            assertThat(lastLine(finished(backfill(1, "--dry-run"))))
                    .isEqualTo("2 would be sent, 0 known to the gateway, 1 no ECG, 0 not sent,"
                            + " 0 settled by an earlier run");
        }
    }

    @Test
    void aStateIsOfOneGateway() throws Exception {
        Files.createDirectories(folder.resolve("archive"));
        finished(backfill(1));

        Process other = backfill(2);

        assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(other.exitValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err"))).contains("is not the state of a backfill to");
    }

    private Process backfill(int port, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.einthoven.app.command.Einthoven",
                "backfill",
                folder.resolve("archive").toString(),
                "--url",
                "http://127.0.0.1:" + port,
                "--state",
                folder.resolve("state").toString()));
        command.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("EINTHOVEN_LOG_LEVEL", "WARN");
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }

    private String finished(Process backfill) throws Exception {
        assertThat(backfill.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String out = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
        assertThat(backfill.exitValue())
                .as(out + Files.readString(folder.resolve("err")))
                .isZero();
        return out;
    }

    /** The summary; where reasons lie is told behind it. */
    private static String lastLine(String out) {
        return out.lines()
                .filter(line -> line.contains("settled by an earlier run"))
                .findFirst()
                .orElseThrow();
    }

    private static String get(Gateway gateway, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.httpAddress().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
