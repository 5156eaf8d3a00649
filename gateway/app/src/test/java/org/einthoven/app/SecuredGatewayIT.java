package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.app.command.TestCommands;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.network.ClientCertificates;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.dicom.network.TlsKeys;
import org.einthoven.dicom.network.TlsSettings;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.dicom.peers.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole gateways with {@code dicom.tls}: what they take, send and fetch goes by TLS with dcmtk's tools and Orthanc. */
class SecuredGatewayIT {
    @TempDir
    static Path keysFolder;

    private static TestKeys keys;
    private static Path authority;
    private static Path own;
    private static Path peer;
    private static Path stranger;
    private static Path trusted;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys() throws IOException {
        PeerProcess.require("storescu");
        keys = new TestKeys(keysFolder);
        authority = keys.authority("authority");
        own = keys.signed("gateway", authority);
        peer = keys.signed("peer", authority);
        stranger = keys.keyStore("stranger");
        trusted = keys.trustStore("trusted", authority);
    }

    /** The configuration's folder. */
    private Path configure(String yaml) throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(
                configuration.resolve("einthoven.yaml"),
                TestGateways.SMALL_QUEUES + """
                dicom:
                  tls:
                    keyStore: %s
                    keyStorePassword: %s
                    trustStore: %s
                    trustStorePassword: %2$s
                    clientCertificates: required
                """.formatted(own, TestKeys.PASSWORD, trusted) + yaml);
        return configuration;
    }

    private Gateway start(Path configuration) throws Exception {
        return Gateway.start(
                GatewayConfiguration.read(configuration, TestGateways.environment(folder.resolve("data"))),
                settings -> new TestGateways.MeanEncoder());
    }

    private static String[] options(Path key) throws IOException {
        return new String[] {
            "+tls",
            keys.keyPem(key).toString(),
            keys.certificatePem(key).toString(),
            "+cf",
            keys.certificatePem(authority).toString()
        };
    }

    private Dcmtk.Result storescu(Gateway gateway, Path key, Path file) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options(key)));
        arguments.addAll(
                List.of("-aec", "EINTHOVEN", "127.0.0.1", Integer.toString(gateway.dicomPort()), file.toString()));
        return new Dcmtk(folder).run("storescu", arguments.toArray(String[]::new));
    }

    @Test
    void takesFromStorescuAndSendsToStorescp() throws Exception {
        Path received = Files.createDirectory(folder.resolve("received"));
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 2);
        int port = PeerProcess.freePort();
        Path configuration = configure("""
                destinations:
                  - {name: pacs, type: dicom, dicom: 'STORESCP@127.0.0.1:%d', tls: true, tries: 5}
                """.formatted(port));
        try (PeerProcess storescp = new Dcmtk(folder).storescp(port, received, options(peer));
                Gateway gateway = start(configuration)) {
            Dcmtk.Result refused = storescu(gateway, stranger, files.get(0));
            assertThat(refused.status()).as(refused.output()).isNotZero();
            for (Path file : files) {
                Dcmtk.Result sent = storescu(gateway, peer, file);
                assertThat(sent.status()).as(sent.output()).isZero();
            }
            assertThat(TestGateways.await(gateway, 2, LedgerEntry::settled))
                    .as(storescp.output())
                    .extracting(LedgerEntry::state)
                    .containsExactly(LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED);
        }
        try (Stream<Path> written = Files.list(received)) {
            assertThat(written).as("a Structured Report and a PDF each").hasSize(4);
        }
    }

    /** By the schedule, and then what a backfill of the same configuration finds, which knows the keys from there. */
    @Test
    void fetchesFromOrthanc() throws Exception {
        List<Path> files = EcgFiles.write(folder.resolve("files"), 0, 3);
        try (Orthanc orthanc = Orthanc.startSecured(
                folder, 1, keys.keyPem(peer), keys.certificatePem(peer), keys.certificatePem(authority), "")) {
            Path configuration = configure("""
                    pull:
                      - {name: pacs, dicom: 'ORTHANC@127.0.0.1:%1$d', tls: true, every: 1s, window: 20000d}
                      - {name: plain, dicom: 'ORTHANC@127.0.0.1:%1$d', every: 1d}
                    """.formatted(orthanc.dicomPort()));
            store(orthanc, files);
            try (Gateway gateway = start(configuration)) {
                assertThat(TestGateways.await(gateway, 3, LedgerEntry::settled))
                        .extracting(LedgerEntry::sender)
                        .containsOnly("ORTHANC");
                assertThat(backfill(gateway, "pacs", configuration).out())
                        .contains("0 sent, 3 known to the gateway, 0 no ECG, 0 not sent");
                TestCommands.Result plain = backfill(gateway, "plain", configuration);
                assertThat(plain.status()).as("not by TLS").isEqualTo(1);
                assertThat(plain.err()).contains("plain cannot be listed");
            }
        }
    }

    private TestCommands.Result backfill(Gateway gateway, String pull, Path configuration) {
        return TestCommands.run(
                "backfill",
                "--config",
                configuration.toString(),
                "--pull",
                pull,
                "--url",
                "http://127.0.0.1:" + gateway.httpPort(),
                "--state",
                folder.resolve("state").toString());
    }

    private static void store(Orthanc orthanc, List<Path> files) throws Exception {
        TlsKeys shown = TlsKeys.open(peer, TestKeys.PASSWORD, trusted, TestKeys.PASSWORD);
        DicomClientSettings settings =
                DicomClientSettings.of("CART").withTls(new TlsSettings(shown, ClientCertificates.NONE, true));
        try (DicomAssociation association = new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort()),
                        settings,
                        PresentationContext.forFiles(files))) {
            for (Path file : files) {
                assertThat(association.store(file).isSuccess()).isTrue();
            }
            association.release();
        }
    }

    /** Each with one sentence. */
    @Test
    void aBackfillWithoutAnArchiveInTheConfigurationIsToldSo() throws Exception {
        Path configuration = configure("""
                pull:
                  - {name: pacs, dicom: 'A@127.0.0.1:104'}
                  - {name: cloud, dicomweb: 'http://127.0.0.1:1/dicom-web'}
                """);
        String named = configuration.toString();
        assertWrong("has no pull 'other'; it has pacs, cloud", "--config", named, "--pull", "other");
        assertWrong("--config DIR and --pull NAME go together", "--pull", "pacs");
        assertWrong("--config DIR and --pull NAME go together", "--config", named);
        assertWrong("--config names a folder", "--config", named + "/einthoven.yaml", "--pull", "pacs");
        assertWrong("either --dicom or --dicomweb or --pull", "--config", named, "--pull", "pacs", "--dicom", "A@h:1");
        assertWrong("--retrieve does not go with --pull", "--config", named, "--pull", "pacs", "--retrieve", "move");
        Files.writeString(configuration.resolve("einthoven.yaml"), "pull: [{name: pacs}]\n");
        assertWrong("einthoven.yaml:1:", "--config", named, "--pull", "pacs");
    }

    private void assertWrong(String message, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("backfill", "--state", folder.resolve("state").toString()));
        all.addAll(List.of(arguments));
        TestCommands.Result result = TestCommands.run(all.toArray(String[]::new));
        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err().strip().lines()).hasSize(1);
        assertThat(result.err()).contains(message).doesNotContain("Exception", "\tat ");
    }
}
