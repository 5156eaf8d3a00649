package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code einthoven backfill --dicom}: a whole DICOM archive into a gateway. */
class ArchiveBackfillIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"get", "move"})
    void takesEachObjectOnceHoweverOftenItRuns(String retrieve) throws Exception {
        int listener = PeerProcess.freePort();
        int port = PeerProcess.freePort();
        Path storage = Files.createDirectory(folder.resolve("archive"));
        Map<String, String> environment = TestGateways.environment(folder.resolve("data"));
        environment.put("EINTHOVEN_DICOM_PORT", String.valueOf(listener));
        try (PeerProcess archive = new Dcmtk(folder).dcmqrscp(port, storage, "EINTHOVEN", listener);
                Gateway gateway = Gateway.start(
                        GatewayConfiguration.read(TestGateways.SMALL, environment),
                        settings -> new TestGateways.MeanEncoder())) {
            TestGateways.store(port, EcgFiles.write(folder.resolve("files"), 0, 4));
            TestCommands.Result first = backfill(gateway, port, retrieve);
            assertThat(first.status()).as(first.err() + archive.output()).isZero();
            assertThat(first.out()).contains("4 sent, 0 known to the gateway, 0 no ECG, 0 not sent");
            assertThat(TestGateways.await(gateway, 4, LedgerEntry::settled)).hasSize(4);

            TestGateways.store(port, EcgFiles.write(folder.resolve("later"), 4, 5));
            assertThat(backfill(gateway, port, retrieve).out())
                    .contains("1 sent, 0 known to the gateway, 0 no ECG, 0 not sent, 4 settled by an earlier run");
            assertThat(TestGateways.await(gateway, 5, LedgerEntry::settled)).hasSize(5);
        }
    }

    private TestCommands.Result backfill(Gateway gateway, int port, String retrieve) {
        return TestCommands.run(
                "backfill",
                "--dicom",
                "ARCHIVE@127.0.0.1:" + port,
                "--retrieve",
                retrieve,
                "--url",
                "http://127.0.0.1:" + gateway.httpPort(),
                "--state",
                folder.resolve("state").toString());
    }

    @Test
    void wrongOptionsAndAnArchiveThatIsAwayAreToldInOneLine() throws Exception {
        assertWrong(2, "name folders to walk through, or an archive by --dicom");
        assertWrong(2, "AETITLE@HOST:PORT", "--dicom", "archive");
        assertWrong(2, "get or move", "--dicom", "A@h:1", "--retrieve", "fetch");
        assertWrong(2, "at least one modality", "--dicom", "A@h:1", "--modality", "");
        assertWrong(2, "--since", "--dicom", "A@h:1", "--since", "yesterday");
        assertWrong(1, "cannot be reached", "--dicom", "A@127.0.0.1:" + PeerProcess.freePort());
    }

    private void assertWrong(int status, String message, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "backfill";
        all[1] = "--state";
        all[2] = folder.resolve("state").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        TestCommands.Result result = TestCommands.run(all);
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(result.err()).contains(message).doesNotContain("Exception", "\tat ");
    }
}
