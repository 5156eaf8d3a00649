package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetrievalTest {
    private static final RetrieveTarget INSTANCE = RetrieveTarget.instance("1.2.3", "1.2.3.1", "1.2.3.4");
    private static final byte[] A = TestSamples.object("1.2.3", "1.2.3.4");
    private static final byte[] B = TestSamples.object("1.2.3", "1.2.3.5");

    @TempDir
    Path folder;

    private final List<byte[]> retrieved = new ArrayList<>();

    @AfterEach
    void nothingStaysInTheFolder() {
        assertThat(folder).isEmptyDirectory();
    }

    private RetrievalResult retrieve(FakeServer server) throws IOException, InterruptedException {
        return new DicomWebClient(server.settings().withMaximumSizes(A.length, 10_000))
                .retrieve(INSTANCE, folder, file -> retrieved.add(Files.readAllBytes(file)));
    }

    @Test
    void partsAreHandedOn() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(
                exchange,
                206,
                Upload.TYPE,
                new Upload().part(A).part("", B).end().toBytes()))) {
            assertThat(retrieve(server)).isEqualTo(new RetrievalResult(2, false));
            assertThat(retrieved).containsExactly(A, B);
            assertThat(server.requests())
                    .containsExactly("GET /dicom-web/studies/1.2.3/series/1.2.3.1/instances/1.2.3.4");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer-syntax=*", "multipart"})
    void aServerThatKnowsLessIsAskedForLess(String unknown) throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> {
            boolean known = !exchange.getRequestHeaders().getFirst("Accept").contains(unknown);
            FakeServer.answer(exchange, known ? 200 : 406, known ? "application/dicom" : "", known ? A : new byte[0]);
        })) {
            assertThat(retrieve(server)).isEqualTo(new RetrievalResult(1, true));
            assertThat(retrieved).containsExactly(A);
        }
    }

    @Test
    void whatBreaksOffKeepsWhatWasWhole() {
        byte[] whole = new Upload().part(A).part(B).end().toBytes();
        for (boolean announced : new boolean[] {true, false}) {
            retrieved.clear();
            try (FakeServer server = new FakeServer(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", Upload.TYPE);
                exchange.sendResponseHeaders(200, announced ? whole.length : 0);
                exchange.getResponseBody().write(Arrays.copyOf(whole, whole.length - 50));
            })) {
                assertThatThrownBy(() -> retrieve(server))
                        .isInstanceOfSatisfying(DicomWebException.class, e -> assertThat(e.isWorthRetrying())
                                .isTrue())
                        .hasMessageContaining("broke off");
                assertThat(retrieved).containsExactly(A);
            }
        }
    }

    @Test
    void tooLargeAnObjectIsRefused() {
        byte[] large = Arrays.copyOf(A, A.length + 1);
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(
                exchange, 200, Upload.TYPE, new Upload().part(large).end().toBytes()))) {
            assertThatThrownBy(() -> retrieve(server))
                    .isInstanceOf(DicomWebException.class)
                    .hasMessageContaining(A.length + " bytes");
            assertThat(retrieved).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "multipart/related", "application/dicom+json", ""})
    void whatIsNoObjectIsRefused(String type) {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 200, type, "SECRET"))) {
            assertThatThrownBy(() -> retrieve(server))
                    .isInstanceOf(DicomWebException.class)
                    .hasMessageNotContaining("SECRET");
        }
    }

    @Test
    void aPartOfAnotherTypeIsRefused() {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(
                exchange,
                200,
                Upload.TYPE,
                new Upload().part("Content-Type: text/html\r\n", A).end().toBytes()))) {
            assertThatThrownBy(() -> retrieve(server)).isInstanceOf(DicomWebException.class);
        }
    }

    @Test
    void aVisitorsFailureIsItsOwn() {
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 200, "application/dicom", A))) {
            assertThatThrownBy(() -> server.client().retrieve(INSTANCE, folder, file -> {
                        throw new IOException("no room");
                    }))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("no room");
        }
    }

    @Test
    void aMatchIsWhatItsUidsSay() {
        DicomDataset match = new DicomDataset();
        assertThat(RetrieveTarget.of(match)).isEmpty();
        match.setString(Tag.StudyInstanceUID, "1.2");
        assertThat(RetrieveTarget.of(match)).contains(RetrieveTarget.study("1.2"));
        match.setString(Tag.SOPInstanceUID, "1.2.3.4");
        assertThat(RetrieveTarget.of(match)).isEmpty();
        match.setString(Tag.SeriesInstanceUID, "1.2.3");
        assertThat(RetrieveTarget.of(match)).contains(RetrieveTarget.instance("1.2", "1.2.3", "1.2.3.4"));
        match.setString(Tag.SOPInstanceUID, "..");
        assertThat(RetrieveTarget.of(match)).isEmpty();
    }

    // Metadata and bulk data

    private static String metadata(String uri) {
        return "[{\"00080016\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},\"00080018\":{\"vr\":\"UI\",\"Value\":[\"1.2.3.4\"]},"
                + "\"54000100\":{\"vr\":\"SQ\",\"Value\":[{\"54001010\":{\"vr\":\"OW\",\"BulkDataURI\":\"" + uri
                + "\"}}]}}]";
    }

    private static void answer(HttpExchange exchange, String uri, String type, byte[] bulk) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/metadata")) {
            String here = "http://" + exchange.getRequestHeaders().getFirst("Host");
            FakeServer.answer(exchange, 200, "application/dicom+json", metadata(uri.replace("HERE", here)));
        } else {
            FakeServer.answer(exchange, 200, type, bulk);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HERE/bulk/1", "/bulk/1", "bulk/1", "../../bulk?x=1"})
    void bulkDataIsFetchedFromTheSameServer(String uri) throws IOException, InterruptedException {
        byte[] value = {1, 2, 3, 4};
        for (boolean multipart : new boolean[] {true, false}) {
            try (FakeServer server = new FakeServer(exchange -> answer(
                    exchange,
                    uri,
                    multipart ? "multipart/related; type=\"application/octet-stream\"; boundary=b" : "application/pdf",
                    multipart
                            ? new Upload()
                                    .part("Content-Location: x\r\n", value)
                                    .end()
                                    .toBytes()
                            : value))) {
                List<DicomDataset> assembled = new ArrayList<>();
                assertThat(server.client().retrieveMetadata(INSTANCE, assembled::add))
                        .isEqualTo(new RetrievalResult(1, true));
                assertThat(assembled.get(0).getItem(Tag.WaveformSequence).getBytes(Tag.WaveformData))
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "https://127.0.0.1/bulk",
                "http://127.0.0.1:1/bulk",
                "//127.0.0.1:1/bulk",
                "http://user:password@127.0.0.1/bulk",
                "file:///etc/passwd",
                "mailto:x",
                "not a uri"
            })
    void bulkDataIsFetchedFromNowhereElse(String uri) {
        try (FakeServer server = new FakeServer(exchange -> answer(exchange, uri, "", new byte[2]))) {
            assertThatThrownBy(() -> server.client().retrieveMetadata(INSTANCE, dataset -> {}))
                    .isInstanceOfSatisfying(DicomWebException.class, e -> assertThat(e.isWorthRetrying())
                            .isFalse())
                    .hasMessageContaining("bulk data");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void bulkDataThatIsTooLongIsRefused() {
        try (FakeServer server =
                new FakeServer(exchange -> answer(exchange, "x", "application/octet-stream", new byte[10_001]))) {
            DicomWebClient client = new DicomWebClient(server.settings().withMaximumSizes(1, 10_000));
            assertThatThrownBy(() -> client.retrieveMetadata(INSTANCE, dataset -> {}))
                    .isInstanceOf(DicomWebException.class)
                    .hasMessageContaining("10000 bytes");
        }
    }

    @Test
    void objectsOfMetadataBecomeFiles() throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> answer(exchange, "x", "", new byte[] {1, 2}))) {
            List<DicomDataset> files = new ArrayList<>();
            server.client().retrieveMetadata(INSTANCE, folder, file -> files.add(TestSamples.dataset(file)));
            assertThat(files.get(0).getString(Tag.SOPInstanceUID)).isEqualTo("1.2.3.4");
        }
        try (FakeServer server = new FakeServer(
                exchange -> FakeServer.answer(exchange, 200, "application/json", "[{\"00080060\":{\"vr\":\"CS\"}}]"))) {
            assertThatThrownBy(() -> server.client().retrieveMetadata(INSTANCE, folder, file -> {}))
                    .isInstanceOf(DicomWebException.class)
                    .hasMessageContaining("without its UIDs");
        }
    }
}
