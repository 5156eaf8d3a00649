package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.dicom.peers.Orthanc;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ECGs that come in by STOW-RS: of Orthanc's client, and of clients that do wrong. */
class StowIT {
    private static final String TOKEN = "a-token-of-some-length";
    private static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=b";
    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private Gateway start(String yaml, Map<String, String> more, TestGateways.MeanEncoder encoder) throws Exception {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("einthoven.yaml"), yaml + "\n");
        Map<String, String> environment = TestGateways.environment(folder.resolve("data"));
        environment.putAll(more);
        return Gateway.start(GatewayConfiguration.read(configuration, environment), ignored -> encoder);
    }

    private Gateway start(String yaml) throws Exception {
        return start(yaml, Map.of(), new TestGateways.MeanEncoder());
    }

    private static byte[] multipart(byte[]... objects) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] object : objects) {
            body.write("--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            body.write(object);
            body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.write("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private static HttpRequest.Builder request(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path));
    }

    private HttpResponse<String> post(Gateway gateway, String path, String type, byte[] body) throws Exception {
        return http.send(
                request(gateway, path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> store(Gateway gateway, byte[]... objects) throws Exception {
        return post(gateway, "/dicom-web/studies", MULTIPART, multipart(objects));
    }

    private static byte[] object(DicomDataset dataset) {
        return DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    private static DicomDataset small(String sopClass, String uid) {
        return new DicomDataset().setString(Tag.SOPClassUID, sopClass).setString(Tag.SOPInstanceUID, uid);
    }

    @Test
    void orthancsClientStoresAndEachHasAReport() throws Exception {
        int port = PeerProcess.freePort();
        try (Orthanc orthanc = Orthanc.startWithDicomWeb(folder, port);
                Gateway gateway = start(
                        TestGateways.SMALL_QUEUES,
                        Map.of("EINTHOVEN_HTTP_PORT", Integer.toString(port)),
                        new TestGateways.MeanEncoder())) {
            TestGateways.store(orthanc.dicomPort(), EcgFiles.write(folder.resolve("files"), 0, 3));
            String resources = String.join("\", \"", orthanc.instances());
            orthanc.post(
                    "/dicom-web/servers/gw/stow", "{\"Resources\": [\"" + resources + "\"], \"Synchronous\": true}");

            assertThat(gateway.entries())
                    .as("known before the sender hears of it")
                    .hasSize(3);
            List<LedgerEntry> entries = TestGateways.await(gateway, 3, LedgerEntry::settled);
            assertThat(entries).extracting(LedgerEntry::state).containsOnly(LedgerEntry.State.DELIVERED);
            assertThat(entries).extracting(LedgerEntry::channel).containsOnly("dicom");
            assertThat(entries).extracting(LedgerEntry::sender).containsOnlyNulls();
        }
    }

    @Test
    void onlyWhoHasATokenStores() throws Exception {
        try (Gateway gateway = start(
                TestGateways.SMALL_QUEUES + "http: {bearerTokens: [" + TOKEN + "]}",
                Map.of("EINTHOVEN_SECURITY", "closed"),
                new TestGateways.MeanEncoder())) {
            assertThat(store(gateway, EcgFiles.ecg(0)).statusCode()).isEqualTo(401);
            assertThat(gateway.entries()).isEmpty();
            HttpResponse<String> stored = http.send(
                    request(gateway, "/dicom-web/studies")
                            .header("Content-Type", MULTIPART)
                            .header("Authorization", "Bearer " + TOKEN)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(multipart(EcgFiles.ecg(0))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
            assertThat(gateway.entries()).hasSize(1);
        }
    }

    @Test
    void whatIsWrongIsToldAndNothingOfItKept() throws Exception {
        byte[] ecg = EcgFiles.ecg(0);
        String study = DicomReader.standard().read(ecg).dataset().getString(Tag.StudyInstanceUID);
        try (Gateway gateway = start(TestGateways.SMALL_QUEUES + "dicom: {maxObjectMegabytes: 1}")) {
            assertThat(post(gateway, "/dicom-web/studies", "application/dicom+json", ecg)
                            .statusCode())
                    .isEqualTo(415);
            assertThat(post(gateway, "/dicom-web/studies", "multipart/related; type=\"application/dicom\"", ecg)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(gateway, "/dicom-web/studies", MULTIPART, ecg).statusCode())
                    .isEqualTo(400);
            assertThat(store(gateway, "no DICOM".getBytes(StandardCharsets.US_ASCII))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(post(gateway, "/dicom-web/studies/1.2.3", MULTIPART, multipart(ecg)))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(409);
                        assertThat(answer.body()).contains(Integer.toString(0xA901));
                    });
            assertThat(store(gateway, object(small(UID.ComprehensiveSRStorage, "1.2.3.4"))))
                    .satisfies(answer -> {
                        assertThat(answer.statusCode()).isEqualTo(409);
                        assertThat(answer.body()).contains(Integer.toString(0x0122));
                    });
            byte[] large = object(small(UID.TwelveLeadECGWaveformStorage, "1.2.3.5")
                    .setBytes(Tag.WaveformData, VR.OW, new byte[2 << 20]));
            assertThat(store(gateway, large).statusCode()).isEqualTo(413);
            assertThat(gateway.entries()).isEmpty();

            // One that is well stays so among others.
            HttpResponse<String> some = store(gateway, "no DICOM".getBytes(StandardCharsets.US_ASCII), ecg, large);
            assertThat(some.statusCode()).as(some.body()).isEqualTo(202);
            assertThat(gateway.entries()).hasSize(1);
            assertThat(post(gateway, "/dicom-web/studies/" + study, MULTIPART, multipart(ecg))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(TestGateways.await(gateway, 1, LedgerEntry::settled)).hasSize(1);
            assertThat(Files.list(folder.resolve("data/stow"))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /dicom-web/studies, 405",
        "DELETE, /dicom-web/studies/1.2.3, 405",
        "POST, /dicom-web, 404",
        "POST, /dicom-web/series, 404",
        "POST, /dicom-web/studies/1.2.3/series, 404"
    })
    void nothingElseIsThere(String method, String path, int status) throws Exception {
        try (Gateway gateway = start(TestGateways.SMALL_QUEUES)) {
            HttpRequest request = request(gateway, path)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).doesNotContain("Exception", "Jetty");
        }
    }

    @Test
    void aSenderThatIsCutOffHasStoredWhatCameWhole() throws Exception {
        try (Gateway gateway = start(TestGateways.SMALL_QUEUES)) {
            byte[] body = multipart(EcgFiles.ecg(0), EcgFiles.ecg(1));
            try (Socket socket = new Socket("127.0.0.1", gateway.httpPort())) {
                OutputStream out = socket.getOutputStream();
                String head = "POST /dicom-web/studies HTTP/1.1\r\nHost: h\r\nContent-Type: " + MULTIPART
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body, 0, body.length - 1000);
                out.flush();
                await().atMost(LONG).until(() -> gateway.entries().size() == 1);
            }
            assertThat(store(gateway, EcgFiles.ecg(2)).statusCode()).isEqualTo(200);
            List<LedgerEntry> entries = TestGateways.await(gateway, 2, LedgerEntry::settled);
            assertThat(entries)
                    .extracting(LedgerEntry::sourceIdentifier)
                    .containsExactly("1.2.826.0.1.3680043.8.498.77.0", "1.2.826.0.1.3680043.8.498.77.2");
        }
    }

    /** They hold their turns for as long as they please, within limits, and nobody else's FHIR or drawing. */
    @Test
    void sendersThatDawdleLeaveTheOthersThreads() throws Exception {
        List<Socket> dawdlers = new ArrayList<>();
        try (Gateway gateway = start(TestGateways.SMALL_QUEUES)) {
            for (int i = 0; i < 16; i++) {
                Socket socket = new Socket("127.0.0.1", gateway.httpPort());
                dawdlers.add(socket);
                socket.getOutputStream()
                        .write(("POST /dicom-web/studies HTTP/1.1\r\nHost: h\r\nContent-Type: " + MULTIPART
                                        + "\r\nContent-Length: 1000000\r\n\r\n--b\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            HttpResponse<String> busy = await().atMost(LONG)
                    .until(() -> store(gateway, EcgFiles.ecg(0)), answer -> answer.statusCode() == 503);
            assertThat(busy.headers().firstValue("Retry-After")).contains("2");
            HttpResponse<String> other =
                    http.send(request(gateway, "/fhir/metadata").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(other.statusCode()).isEqualTo(200);
            for (Socket socket : dawdlers) {
                socket.close();
            }
            await().atMost(LONG).until(() -> store(gateway, EcgFiles.ecg(1)), answer -> answer.statusCode() == 200);
        }
    }

    /** The way of C-STORE: what is no waveform and what has the UID of another are kept, and told. */
    @Test
    void itGoesTheWayOfACStore() throws Exception {
        DicomDataset other = DicomReader.standard().read(EcgFiles.ecg(0)).dataset();
        other.setString(Tag.PatientID, "PATIENT-9");
        byte[] pdf = object(small(UID.EncapsulatedPDFStorage, "1.2.3.6")
                .setBytes(Tag.EncapsulatedDocument, VR.OB, new byte[] {'%', 'P', 'D', 'F'}));
        try (Gateway gateway = start(TestGateways.SMALL_QUEUES)) {
            assertThat(store(gateway, EcgFiles.ecg(0), object(other), pdf).statusCode())
                    .isEqualTo(200);
            List<LedgerEntry> entries = TestGateways.await(gateway, 3, LedgerEntry::settled);
            assertThat(entries)
                    .extracting(LedgerEntry::state)
                    .containsExactlyInAnyOrder(
                            LedgerEntry.State.DELIVERED, LedgerEntry.State.DELIVERED, LedgerEntry.State.QUARANTINED);
            assertThat(entries)
                    .filteredOn(entry -> entry.state() == LedgerEntry.State.DELIVERED)
                    .extracting(LedgerEntry::sourceIdentifier)
                    .containsOnly("1.2.826.0.1.3680043.8.498.77.0");
        }
    }

    @Test
    void aDiskThatIsNearlyFullIs507() throws Exception {
        try (Gateway gateway = start("intake: {minimumFreeMegabytes: 100000000, maxWaiting: 1000}")) {
            HttpResponse<String> answer = store(gateway, EcgFiles.ecg(0));
            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body()).contains("the disk of the gateway is nearly full");
            assertThat(gateway.entries()).isEmpty();
        }
    }

    @Test
    void whileTooManyWaitItIs429() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        TestGateways.MeanEncoder slow = new TestGateways.HeldEncoder(go);
        try (Gateway gateway = start("intake: {maxWaiting: 1}", Map.of(), slow)) {
            TestGateways.send(gateway, EcgFiles.write(folder.resolve("files"), 0, 1));
            HttpResponse<String> busy = await().atMost(LONG)
                    .until(() -> store(gateway, EcgFiles.ecg(1)), answer -> answer.statusCode() == 429);
            assertThat(busy.headers().firstValue("Retry-After")).contains("30");
            go.countDown();
            await().atMost(LONG).until(() -> store(gateway, EcgFiles.ecg(1)), answer -> answer.statusCode() == 200);
        }
    }
}
