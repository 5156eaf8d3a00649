package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that fetches from an archive what it was not sent. */
class PullIT {
    /** Of the sample. */
    private static final LocalDate STUDY_DATE = LocalDate.of(2013, 1, 25);

    @TempDir
    Path folder;

    private Gateway start(int gatewayPort, int archivePort, String retrieve) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + """
                pull:
                  - {name: pacs, dicom: 'ARCHIVE@127.0.0.1:%d', retrieve: %s, every: 1s, window: 20000d}
                """.formatted(archivePort, retrieve));
        Map<String, String> environment = TestGateways.environment(folder.resolve("data"));
        environment.put("EINTHOVEN_DICOM_PORT", String.valueOf(gatewayPort));
        return Gateway.start(
                GatewayConfiguration.read(configuration, environment), settings -> new TestGateways.MeanEncoder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "move"})
    void whatOnlyTheArchiveHasIsFetchedOnceAndReported(String retrieve) throws Exception {
        int gatewayPort = PeerProcess.freePort();
        int archivePort = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 6);
        try (PeerProcess archive = new Dcmtk(folder).dcmqrscp(archivePort, storage, "EINTHOVEN", gatewayPort)) {
            TestGateways.store(archivePort, files);
            try (Gateway gateway = start(gatewayPort, archivePort, retrieve)) {
                TestGateways.send(gateway, files.subList(0, 2));
                List<LedgerEntry> entries = TestGateways.await(gateway, 6, LedgerEntry::settled);
                assertThat(entries).hasSize(6);
                assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
                assertThat(entries).extracting(LedgerEntry::channel).containsOnly("dicom");
                assertThat(entries).extracting(LedgerEntry::sender).contains("ARCHIVE");

                TestGateways.store(archivePort, EcgFiles.write(folder.resolve("later"), 6, 7));
                assertThat(TestGateways.await(gateway, 7, LedgerEntry::settled)).hasSize(7);
            }
            String log = archive.output();
            int fetched = log.split(retrieve.equals("get") ? "Received Get SCP" : "Received Move SCP", -1).length - 1;
            assertThat(fetched)
                    .as("objects asked for, with some that were on their way")
                    .isBetween(5, 12);
        }
    }

    /**
     * The gateway was off for months, with a window of three weeks: the ECGs of the time between are fetched.
     */
    @Test
    void whatCameWhileTheGatewayWasOffIsFetched() throws Exception {
        int archivePort = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        SettableClock clock =
                new SettableClock(STUDY_DATE.minusDays(30).atStartOfDay().toInstant(ZoneOffset.UTC));
        try (PeerProcess archive = new Dcmtk(folder).dcmqrscp(archivePort, storage, "EINTHOVEN", 1)) {
            try (Gateway gateway = start(archivePort, "21d", clock)) {
                awaitRun(gateway);
                assertThat(gateway.entries()).isEmpty();
            }
            TestGateways.store(archivePort, EcgFiles.write(folder.resolve("files"), 0, 3));
            clock.now = clock.now.plus(Duration.ofDays(90));
            try (Gateway gateway = start(archivePort, "21d", clock)) {
                assertThat(TestGateways.await(gateway, 3, LedgerEntry::settled))
                        .as(archive.output())
                        .hasSize(3);
            }
        }
    }

    private Gateway start(int archivePort, String window, Clock clock) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + """
                pull:
                  - {name: pacs, dicom: 'ARCHIVE@127.0.0.1:%d', every: 1s, window: %s}
                """.formatted(archivePort, window));
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder(),
                clock);
    }

    private static void awaitRun(Gateway gateway) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest metrics = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + "/metrics"))
                .build();
        String run = "einthoven_job_runs_total{job=\"pull\",outcome=\"done\",subject=\"pacs\"}";
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!client.send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .contains(run)) {
            assertThat(System.nanoTime()).as("a run within a minute").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void anArchiveThatIsAwayStopsNothing() throws Exception {
        try (Gateway gateway = start(0, PeerProcess.freePort(), "get")) {
            List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 2);
            TestGateways.send(gateway, files);
            assertThat(TestGateways.await(gateway, 2, LedgerEntry::settled)).hasSize(2);
        }
    }
}
