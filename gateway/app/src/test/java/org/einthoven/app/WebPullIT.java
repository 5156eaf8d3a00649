package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.peers.Orthanc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that fetches from Orthanc by DICOMweb what it was not sent. */
class WebPullIT {
    @TempDir
    Path folder;

    private Gateway start(String yaml) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("einthoven.yaml"), TestGateways.SMALL_QUEUES + yaml);
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    @Test
    void whatOnlyTheArchiveHasIsFetchedOnceAndReported() throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 4);
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, 1)) {
            String pull =
                    "pull: [{name: pacs, dicomweb: '%s', every: 1s, window: 20000d}]\n".formatted(orthanc.dicomWeb());
            TestGateways.store(orthanc.dicomPort(), files);
            try (Gateway gateway = start(pull)) {
                TestGateways.send(gateway, files.subList(0, 2));
                List<LedgerEntry> entries = TestGateways.await(gateway, 4, LedgerEntry::settled);
                assertThat(entries).hasSize(4);
                assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
                assertThat(entries).extracting(LedgerEntry::channel).containsOnly("dicom");
                assertThat(entries).extracting(LedgerEntry::sender).contains("pacs");
            }
            TestGateways.store(orthanc.dicomPort(), EcgFiles.write(folder.resolve("later"), 4, 5));
            try (Gateway again = start(pull)) {
                assertThat(TestGateways.await(again, 5, LedgerEntry::settled))
                        .as("the next run goes on")
                        .hasSize(5);
            }
        }
    }

    @Test
    void aWholeArchiveIsBackfilled() throws Exception {
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, 1);
                Gateway gateway = start("")) {
            TestGateways.store(orthanc.dicomPort(), EcgFiles.write(folder.resolve("files"), 0, 3));
            TestCommands.Result first = backfill(gateway, orthanc);
            assertThat(first.status()).as(first.err()).isZero();
            assertThat(first.out()).contains("3 sent, 0 known to the gateway, 0 no ECG, 0 not sent");
            assertThat(TestGateways.await(gateway, 3, LedgerEntry::settled)).hasSize(3);
            assertThat(backfill(gateway, orthanc).out()).contains("0 sent").contains("3 settled by an earlier run");
        }
    }

    private TestCommands.Result backfill(Gateway gateway, Orthanc orthanc) {
        return TestCommands.run(
                "backfill",
                "--dicomweb",
                orthanc.dicomWeb().toString(),
                "--url",
                "http://127.0.0.1:" + gateway.httpPort(),
                "--state",
                folder.resolve("state").toString());
    }

    @Test
    void wrongOptionsAreToldInOneLine() {
        assertWrong("--dicomweb", "--dicomweb", "pacs");
        assertWrong("either --dicom or --dicomweb", "--dicomweb", "http://h/dicom-web", "--dicom", "A@h:1");
        assertWrong("https", "--dicomweb", "http://pacs.example.org/dicom-web", "--dicomweb-token", "abc");
    }

    private void assertWrong(String message, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "backfill";
        all[1] = "--state";
        all[2] = folder.resolve("state").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        TestCommands.Result result = TestCommands.run(all);
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("Exception", "\tat ");
    }
}
