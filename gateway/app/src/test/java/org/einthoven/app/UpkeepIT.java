package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway mends by itself: a ledger, a store, a destination, a source that lost what it had. */
class UpkeepIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void aLostLedgerLosesNoEcgAndReportsNoneTwice() throws Exception {
        Path data = folder.resolve("data");
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 20);
        try (Gateway gateway = TestGateways.start(data)) {
            TestGateways.send(gateway, files);
            TestGateways.await(gateway, 20, LedgerEntry::settled);
        }
        delete(data, "ledger.db");

        try (Gateway gateway = TestGateways.start(data)) {
            List<LedgerEntry> entries = TestGateways.await(gateway, 20, LedgerEntry::settled);

            assertThat(entries).hasSize(20);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(entries).extracting(LedgerEntry::sender).containsOnly("CART");
            assertThat(entries).extracting(LedgerEntry::channel).containsOnly("dicom");
            assertThat(get(gateway, "/fhir/DiagnosticReport?_summary=count").body())
                    .contains("\"total\":20");
            for (LedgerEntry entry : entries) {
                assertThat(get(gateway, "/fhir/DiagnosticReport/" + entry.reportId())
                                .headers()
                                .firstValue("ETag"))
                        .contains("W/\"1\"");
            }
            assertThat(get(gateway, "/metrics").body())
                    .contains("einthoven_job_mended_total{job=\"rebuild\",subject=\"ledger from gateway\"} 20");
        }
    }

    @Test
    void anOriginalThatTheLedgerDoesNotKnowIsReadWhenAsked() throws Exception {
        Path data = folder.resolve("data");
        byte[] ecg = EcgFiles.ecg(7);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ecg));
        try (Gateway gateway = TestGateways.start(data)) {
            Files.write(
                    data.resolve("objects/objects")
                            .resolve(hash.substring(0, 2))
                            .resolve(hash),
                    ecg);

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(gateway.httpAddress().resolve("/api/rebuild"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(TestGateways.await(gateway, 1, LedgerEntry::settled))
                    .extracting(entry -> entry.object().hex(), LedgerEntry::state)
                    .containsExactly(tuple(hash, LedgerEntry.State.DELIVERED));
        }
    }

    @Test
    void aDestinationThatLostItsReportsHasThemAgain() throws Exception {
        Path files = folder.resolve("files");
        Map<String, String> other = TestGateways.environment(folder.resolve("other"));
        Gateway second = start(null, other);
        other.put("EINTHOVEN_HTTP_PORT", String.valueOf(second.httpPort()));
        Path config = configuration("""
                reconciliation: {every: 1s}
                destinations:
                  - name: second
                    url: http://127.0.0.1:%d/fhir
                """.formatted(second.httpPort()));
        try (Gateway gateway = start(config, TestGateways.environment(folder.resolve("data")))) {
            TestGateways.send(gateway, EcgFiles.write(files, 0, 5));
            TestGateways.await(gateway, 5, LedgerEntry::settled);
            second.close();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(get(gateway, "/metrics").body())
                            .contains("job=\"reconciliation\",outcome=\"ended early\",subject=\"second\""));

            other.put("EINTHOVEN_DATA", folder.resolve("empty").toString());
            try (Gateway anew = start(null, other)) {
                await().atMost(LONG).untilAsserted(() -> assertThat(get(anew, "/fhir/DiagnosticReport?_summary=count")
                                .body())
                        .contains("\"total\":5"));
                TestGateways.await(gateway, 5, LedgerEntry::settled);
                assertThat(get(gateway, "/metrics").body())
                        .contains("einthoven_job_missing_total{job=\"reconciliation\",subject=\"second\"} 5")
                        .contains("einthoven_job_mended_total{job=\"reconciliation\",subject=\"second\"} 5")
                        .contains("einthoven_job_missing_total{job=\"reconciliation\",subject=\"gateway\"} 0");
            }
        }
    }

    @Test
    void aLostStoreOfReportsIsFilledAgain() throws Exception {
        Path data = folder.resolve("data");
        Path config = configuration("reconciliation: {every: 1s}\n");
        try (Gateway gateway = start(config, TestGateways.environment(data))) {
            TestGateways.send(gateway, EcgFiles.write(folder.resolve("files"), 0, 5));
            TestGateways.await(gateway, 5, LedgerEntry::settled);
        }
        delete(data, "fhir.db");

        try (Gateway gateway = start(config, TestGateways.environment(data))) {
            await().atMost(LONG).untilAsserted(() -> assertThat(get(gateway, "/fhir/DiagnosticReport?_summary=count")
                            .body())
                    .contains("\"total\":5"));
        }
    }

    @Test
    void whatLiesInAFolderThatIsReconciledIsFetchedOnce() throws Exception {
        Path inbox = folder.resolve("inbox");
        EcgFiles.write(inbox, 0, 3);
        Files.writeString(inbox.resolve("letter.txt"), "no ECG");
        Path config = configuration("reconciliation: {every: 1s, folders: [" + inbox + "]}\n");
        try (Gateway gateway = start(config, TestGateways.environment(folder.resolve("data")))) {
            TestGateways.await(gateway, 3, LedgerEntry::settled);
            EcgFiles.write(inbox, 3, 4);
            List<LedgerEntry> entries = TestGateways.await(gateway, 4, LedgerEntry::settled);

            assertThat(entries).hasSize(4);
            assertThat(entries).extracting(LedgerEntry::channel).containsOnly("file");
            assertThat(entries).extracting(LedgerEntry::arrivals).containsOnly(1);
            TestCommands.Result told =
                    TestCommands.run("ledger", "jobs", "--url", "http://127.0.0.1:" + gateway.httpPort());
            assertThat(told.out())
                    .as(told.err())
                    .contains("source-reconciliation", "1 file could not be taken as an ECG");
        }
    }

    private Path configuration(String yaml) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + yaml);
        return config;
    }

    private static Gateway start(Path config, Map<String, String> environment) throws Exception {
        return Gateway.start(
                GatewayConfiguration.read(config == null ? TestGateways.SMALL : config, environment),
                configuration -> new TestGateways.MeanEncoder());
    }

    private static void delete(Path data, String database) throws Exception {
        try (Stream<Path> files = Files.list(data)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(database)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.httpAddress().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
