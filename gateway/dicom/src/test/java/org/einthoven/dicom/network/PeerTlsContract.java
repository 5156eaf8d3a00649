package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.Dcmtk;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.einthoven.dicom.peers.TestKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS of every engine against that of others: dcmtk's tools and Orthanc, both by OpenSSL. */
public abstract class PeerTlsContract {

    @TempDir
    static Path keysFolder;

    private static TestKeys keys;
    private static Path authority;
    private static Path server;
    private static Path client;
    private static Path expired;
    private static Path expiredAlone;
    private static Path stranger;
    private static Path trusted;

    @TempDir
    Path folder;

    private final DicomNetwork network = network();
    private Dcmtk dcmtk;
    private StoringHandler handler;
    private Path ecg;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeAll
    static void makeKeys() throws IOException {
        PeerProcess.require("storescu");
        keys = new TestKeys(keysFolder);
        authority = keys.authority("authority");
        server = keys.signed("server", authority);
        client = keys.signed("client", authority);
        expired = keys.expired("expired", authority);
        stranger = keys.keyStore("stranger");
        expiredAlone = keys.expired("expired-alone");
        trusted = keys.trustStore("trusted", authority, expiredAlone);
    }

    @BeforeEach
    void prepare() throws IOException {
        dcmtk = new Dcmtk(folder);
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        ecg = TestObjects.write(
                Files.createDirectory(folder.resolve("sent")),
                TestObjects.ecg(UID.TwelveLeadECGWaveformStorage, 5000, new Random(20_261_128))
                        .setString(Tag.StudyInstanceUID, "1.2.826.0.1.3680043.8.498.1")
                        .setString(Tag.SeriesInstanceUID, "1.2.826.0.1.3680043.8.498.1.1"),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static TlsSettings tls(@Nullable Path own, ClientCertificates clients) throws IOException {
        return new TlsSettings(TlsKeys.open(own, TestKeys.PASSWORD, trusted, TestKeys.PASSWORD), clients, true);
    }

    private DicomServer listen(Path own, ClientCertificates clients) throws IOException {
        return network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool"))
                        .withAssociationTimeout(Duration.ofSeconds(5))
                        .withTls(tls(own, clients)),
                handler);
    }

    private DicomAssociation connect(RemoteAe remote, @Nullable Path own) throws IOException {
        DicomClientSettings settings = DicomClientSettings.of("EINTHOVEN").withTls(tls(own, ClientCertificates.NONE));
        return network.connect(remote, settings, PresentationContext.forFiles(List.of(ecg)));
    }

    private void store(RemoteAe remote, @Nullable Path own) throws IOException {
        try (DicomAssociation association = connect(remote, own)) {
            assertThat(association.store(ecg)).isEqualTo(DimseStatus.SUCCESS);
            association.release();
        }
    }

    /** How a tool is told of its key and certificate, and of whom it trusts. */
    private static List<String> options(@Nullable Path own, Path trustedAuthority) throws IOException {
        List<String> options = new ArrayList<>();
        if (own == null) {
            options.add("+tla");
        } else {
            options.addAll(List.of(
                    "+tls",
                    keys.keyPem(own).toString(),
                    keys.certificatePem(own).toString()));
        }
        options.addAll(List.of("+cf", keys.certificatePem(trustedAuthority).toString()));
        return options;
    }

    private Dcmtk.Result storescu(DicomServer listener, List<String> tlsOptions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-v"));
        arguments.addAll(tlsOptions);
        arguments.addAll(List.of("-aec", "EINTHOVEN", "127.0.0.1", Integer.toString(listener.port()), ecg.toString()));
        return dcmtk.run("storescu", arguments.toArray(String[]::new));
    }

    private void assertStored(DicomServer listener, List<String> tlsOptions) throws IOException {
        int before = handler.files().size();
        Dcmtk.Result result = storescu(listener, tlsOptions);
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(handler.files()).hasSize(before + 1);
        assertThat(TestObjects.hash(handler.files().get(before))).isEqualTo(TestObjects.hash(ecg));
    }

    private void assertRefused(DicomServer listener, List<String> tlsOptions) throws IOException {
        int before = handler.files().size();
        Dcmtk.Result result = storescu(listener, tlsOptions);
        assertThat(result.status()).as(result.output()).isNotZero();
        assertThat(handler.files()).hasSize(before);
    }

    @Test
    void takesFromStorescuWithACertificateAndFromNobodyWithout() throws IOException {
        try (DicomServer listener = listen(server, ClientCertificates.REQUIRED)) {
            assertStored(listener, options(client, authority));
            assertRefused(listener, options(null, authority));
            assertRefused(listener, options(stranger, authority));
            assertRefused(listener, options(expired, authority));
            assertRefused(listener, options(expiredAlone, authority));
            assertRefused(listener, List.of());
            assertStored(listener, options(client, authority));
        }
    }

    @Test
    void takesFromStorescuWithoutACertificateWhereNoneIsAskedFor() throws IOException {
        try (DicomServer listener = listen(server, ClientCertificates.NONE)) {
            assertStored(listener, options(null, authority));
            assertStored(listener, options(client, authority));
            Dcmtk.Result distrusts = storescu(listener, options(client, stranger));
            assertThat(distrusts.status()).as(distrusts.output()).isNotZero();
            assertThat(handler.files()).hasSize(2);
        }
    }

    /** That storescu looks at the dates shows that the listener's certificate is the one that was given. */
    @Test
    void isRefusedByStorescuWithACertificateThatHasExpired() throws IOException {
        try (DicomServer listener = listen(expired, ClientCertificates.NONE)) {
            Dcmtk.Result result = storescu(listener, options(null, authority));
            assertThat(result.status()).isNotZero();
            assertThat(result.output()).contains("certificate");
            assertThat(handler.files()).isEmpty();
        }
    }

    @Test
    void sendsToStorescpWithACertificateOnly() throws IOException {
        Path received = Files.createDirectory(folder.resolve("received"));
        int port = PeerProcess.freePort();
        RemoteAe remote = new RemoteAe("STORESCP", "127.0.0.1", port);
        try (PeerProcess storescp =
                dcmtk.storescp(port, received, options(server, authority).toArray(String[]::new))) {
            for (Path own : new Path[] {null, stranger, expired}) {
                assertThatThrownBy(() -> store(remote, own)).as("%s", own).isInstanceOf(IOException.class);
            }
            assertThat(received).isEmptyDirectory();
            store(remote, client);
            try (Stream<Path> files = Files.list(received)) {
                assertThat(files.map(TestObjects::hash)).as(storescp.output()).containsExactly(TestObjects.hash(ecg));
            }
        }
    }

    @Test
    void sendsNothingToAStorescpThatItHasNoReasonToTrust() throws IOException {
        Path received = Files.createDirectory(folder.resolve("received"));
        for (Path own : List.of(stranger, expired, expiredAlone)) {
            int port = PeerProcess.freePort();
            try (PeerProcess storescp =
                    dcmtk.storescp(port, received, options(own, authority).toArray(String[]::new))) {
                assertThatThrownBy(() -> store(new RemoteAe("STORESCP", "127.0.0.1", port), client))
                        .as(storescp.output())
                        .isInstanceOf(DicomNetworkException.class)
                        .hasMessageContaining("TLS handshake failed");
            }
        }
        assertThat(received).isEmptyDirectory();
    }

    @Test
    void exchangesObjectsWithOrthanc() throws IOException, InterruptedException {
        try (DicomServer listener = listen(client, ClientCertificates.REQUIRED);
                Orthanc orthanc = Orthanc.startSecured(
                        folder,
                        listener.port(),
                        keys.keyPem(server),
                        keys.certificatePem(server),
                        keys.certificatePem(authority),
                        "")) {
            RemoteAe remote = new RemoteAe("ORTHANC", "127.0.0.1", orthanc.dicomPort());
            assertThatThrownBy(() -> store(remote, null)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store(remote, stranger)).isInstanceOf(IOException.class);
            assertThat(orthanc.instances()).isEmpty();
            store(remote, client);
            assertThat(orthanc.instances()).hasSize(1);

            orthanc.addSecuredModality("secured", "EINTHOVEN", listener.port());
            orthanc.post("/modalities/secured/echo", "{}");
            orthanc.post("/modalities/secured/store", orthanc.instances().get(0));
            assertThat(handler.files()).hasSize(1);
            assertThat(TestObjects.hash(handler.files().get(0))).isEqualTo(TestObjects.hash(ecg));
        }
    }
}
