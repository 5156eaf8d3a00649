package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.TestKeys;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of every engine: its own requestor against its own acceptor, and against peers that speak it wrongly. */
public abstract class DicomTlsContract {

    @TempDir
    static Path keysFolder;

    private static Path serverKeys;
    private static Path clientKeys;
    private static Path strangerKeys;
    private static Path elsewhereKeys;
    private static Path trustsServer;
    private static Path trustsClient;

    private final DicomNetwork network = network();

    @TempDir
    Path folder;

    private StoringHandler handler;

    /** The engine that is tested. */
    protected abstract DicomNetwork network();

    @BeforeAll
    static void makeKeys() throws IOException {
        TestKeys keys = new TestKeys(keysFolder);
        serverKeys = keys.keyStore("server");
        clientKeys = keys.keyStore("client");
        strangerKeys = keys.keyStore("stranger");
        elsewhereKeys = keys.keyStore("elsewhere", "dns:archive.example.org");
        trustsServer = keys.trustStore("server", serverKeys, elsewhereKeys);
        trustsClient = keys.trustStore("client", clientKeys);
    }

    @BeforeEach
    void prepare() throws IOException {
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
    }

    private static TlsSettings tls(@Nullable Path own, Path trusted, ClientCertificates clients) throws IOException {
        TlsKeys keys = TlsKeys.open(own, TestKeys.PASSWORD, trusted, TestKeys.PASSWORD);
        return new TlsSettings(keys, clients, true);
    }

    private static TlsSettings server(ClientCertificates clients) throws IOException {
        return tls(serverKeys, trustsClient, clients);
    }

    private static TlsSettings client(@Nullable Path own) throws IOException {
        return tls(own, trustsServer, ClientCertificates.NONE);
    }

    private DicomServer listen(TlsSettings tls) throws IOException {
        return network.listen(
                DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("spool"))
                        .withAssociationTimeout(Duration.ofSeconds(2))
                        .withTls(tls),
                handler);
    }

    private DicomAssociation connect(int port, @Nullable TlsSettings tls) throws IOException {
        return network.connect(
                new RemoteAe("EINTHOVEN", "127.0.0.1", port),
                DicomClientSettings.of("CART")
                        .withConnectTimeout(Duration.ofSeconds(5))
                        .withTls(tls),
                List.of(
                        PresentationContext.verification(),
                        new PresentationContext(
                                UID.TwelveLeadECGWaveformStorage,
                                List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid()))));
    }

    private void echo(int port, TlsSettings tls) throws IOException {
        try (DicomAssociation association = connect(port, tls)) {
            association.echo();
            association.release();
        }
    }

    @Test
    void storesBySecuredAssociation() throws IOException {
        Random random = new Random(20_261_128);
        Path sent = Files.createDirectory(folder.resolve("sent"));
        try (DicomServer server = listen(server(ClientCertificates.NONE));
                DicomAssociation association = connect(server.port(), client(null))) {
            for (int i = 0; i < 5; i++) {
                Path file = TestObjects.write(
                        sent,
                        TestObjects.ecg(UID.TwelveLeadECGWaveformStorage, 5000, random),
                        TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
                assertThat(association.store(file)).isEqualTo(DimseStatus.SUCCESS);
                assertThat(TestObjects.hash(handler.files().get(i))).isEqualTo(TestObjects.hash(file));
            }
            association.release();
        }
    }

    @Test
    void asksForCertificatesOfClients() throws IOException {
        try (DicomServer server = listen(server(ClientCertificates.REQUIRED))) {
            echo(server.port(), client(clientKeys));
            assertThatThrownBy(() -> echo(server.port(), client(null))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> echo(server.port(), client(strangerKeys))).isInstanceOf(IOException.class);
        }
        try (DicomServer server = listen(server(ClientCertificates.WANTED))) {
            echo(server.port(), client(clientKeys));
            echo(server.port(), client(null));
        }
    }

    @Test
    void trustsNobodyWhomItIsNotToldToTrust() throws IOException {
        try (DicomServer server = listen(tls(strangerKeys, trustsClient, ClientCertificates.NONE))) {
            assertThatThrownBy(() -> echo(server.port(), client(null)))
                    .isInstanceOf(DicomNetworkException.class)
                    .hasMessageContaining("TLS handshake failed");
        }
    }

    @Test
    void wantsTheHostNameInTheCertificate() throws IOException {
        TlsSettings strict = client(null);
        try (DicomServer server = listen(tls(elsewhereKeys, trustsClient, ClientCertificates.NONE))) {
            assertThatThrownBy(() -> echo(server.port(), strict)).hasMessageContaining("TLS handshake failed");
            echo(server.port(), new TlsSettings(strict.keys(), ClientCertificates.NONE, false));
        }
    }

    @Test
    void saysThatTheOtherSideDoesNotSpeakTls() throws IOException {
        try (DicomServer plain =
                network.listen(DicomServerSettings.of("EINTHOVEN", 0, folder.resolve("plain")), handler)) {
            assertThatThrownBy(() -> echo(plain.port(), client(null)))
                    .isInstanceOf(DicomNetworkException.class)
                    .hasMessageContaining("TLS");
        }
        try (DicomServer secured = listen(server(ClientCertificates.NONE))) {
            assertThatThrownBy(() -> connect(secured.port(), null)).isInstanceOf(IOException.class);
            echo(secured.port(), client(null));
        }
    }

    /** Java does not speak the old versions itself, so that the first message of one is written here. */
    @ParameterizedTest
    @CsvSource({"1, 21", "2, 21", "3, 22"})
    void refusesOldVersions(int minorVersion, int expected) throws IOException {
        int alert = 21;
        try (DicomServer server = listen(server(ClientCertificates.NONE));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(clientHello(minorVersion));
            byte[] answer = socket.getInputStream().readNBytes(7);
            assertThat(answer[0]).as("alert, or for TLS 1.2 handshake").isEqualTo((byte) expected);
            if (expected == alert) {
                assertThat(answer[6])
                        .as("protocol_version (RFC 5246 section 7.2)")
                        .isEqualTo((byte) 70);
            }
        }
    }

    /** ClientHello of TLS 1.x for an ECDSA certificate (RFC 5246 section 7.4.1.2, RFC 8422 section 5.1). */
    private static byte[] clientHello(int minorVersion) {
        byte[] suites = {0, 4, (byte) 0xC0, 0x2B, (byte) 0xC0, 0x09};
        byte[] extensions = {0, 22, 0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 4, 0, 2, 4, 3};
        ByteBuffer hello = ByteBuffer.allocate(200).put((byte) 3).put((byte) minorVersion);
        hello.put(new byte[32])
                .put((byte) 0)
                .put(suites)
                .put((byte) 1)
                .put((byte) 0)
                .put(extensions);
        int length = hello.position();
        ByteBuffer record = ByteBuffer.allocate(length + 9)
                .put(new byte[] {22, 3, 1})
                .putShort((short) (length + 4))
                .putInt(1 << 24 | length);
        return record.put(hello.array(), 0, length).array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTheNewOnes(String version) throws Exception {
        try (DicomServer server = listen(server(ClientCertificates.NONE));
                Socket socket = client(null)
                        .keys()
                        .context()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            SSLSocket secured = (SSLSocket) socket;
            secured.setEnabledProtocols(new String[] {version});
            secured.startHandshake();
            assertThat(secured.getSession().getProtocol()).isEqualTo(version);
            assertThat(secured.getSession().getCipherSuite()).contains("GCM");
        }
    }

    @Test
    void endsAHandshakeThatDrips() throws IOException, InterruptedException {
        try (DicomServer server = listen(server(ClientCertificates.NONE));
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            slow.setSoTimeout(200);
            byte[] hello = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};
            boolean isOver = false;
            for (int i = 0; i < 100 && !isOver; i++) {
                isOver = dripAndSeeTheEnd(slow, i < hello.length ? hello[i] : 7);
            }
            assertThat(isOver).as("the server closes the connection").isTrue();
        }
    }

    private static boolean dripAndSeeTheEnd(Socket slow, byte next) {
        try {
            slow.getOutputStream().write(next);
            return slow.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void takesARenewedCertificateWithoutARestart() throws IOException {
        Path current = Files.copy(serverKeys, folder.resolve("current.p12"));
        try (DicomServer server = listen(tls(current, trustsClient, ClientCertificates.NONE))) {
            echo(server.port(), client(null));
            replace(current, strangerKeys, 1);
            assertThatThrownBy(() -> echo(server.port(), client(null))).hasMessageContaining("TLS handshake failed");
            Files.writeString(current, "no key store");
            Files.setLastModifiedTime(current, FileTime.from(Instant.now().plusSeconds(2)));
            assertThatThrownBy(() -> echo(server.port(), client(null)))
                    .as("what was read last stays in use")
                    .hasMessageContaining("TLS handshake failed");
            replace(current, serverKeys, 3);
            echo(server.port(), client(null));
        }
    }

    private static void replace(Path target, Path source, int seconds) throws IOException {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(target, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    @Test
    void namesAKeyStoreThatCannotBeOpened() throws IOException {
        Path missing = folder.resolve("missing.p12");
        assertThatThrownBy(() -> TlsKeys.open(missing, "x", null, "")).hasMessageContaining("missing.p12");
        assertThatThrownBy(() -> TlsKeys.open(serverKeys, "wrong", null, ""))
                .hasMessageContaining("server.p12")
                .hasMessageContaining("password")
                .hasMessageNotContaining("wrong");
        assertThatThrownBy(() -> TlsKeys.open(trustsServer, TestKeys.PASSWORD, null, ""))
                .hasMessageContaining("no private key");
        Path text = Files.writeString(folder.resolve("text.p12"), "hello");
        assertThatThrownBy(() -> TlsKeys.open(text, "x", null, "")).hasMessageContaining("text.p12");
        TlsSettings withoutKey = client(null);
        assertThatThrownBy(() -> listen(withoutKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a key store");
    }

    @Test
    void givesUpOnAPeerThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TlsSettings tls = client(null);
            DicomClientSettings settings = DicomClientSettings.of("CART")
                    .withConnectTimeout(Duration.ofMillis(300))
                    .withTls(tls);
            assertThatThrownBy(() -> network.connect(
                            new RemoteAe("SILENT", "127.0.0.1", silent.getLocalPort()),
                            settings,
                            List.of(PresentationContext.verification())))
                    .isInstanceOf(DicomNetworkException.class)
                    .hasMessageContaining("took too long");
        }
    }
}
