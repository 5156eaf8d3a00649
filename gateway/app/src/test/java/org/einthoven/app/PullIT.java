package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void anArchiveThatIsAwayStopsNothing() throws Exception {
        try (Gateway gateway = start(0, PeerProcess.freePort(), "get")) {
            List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 2);
            TestGateways.send(gateway, files);
            assertThat(TestGateways.await(gateway, 2, LedgerEntry::settled)).hasSize(2);
        }
    }
}
