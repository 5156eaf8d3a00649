package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.einthoven.app.intake.EcgCollection.Item;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicomweb.DicomWebClient;
import org.einthoven.dicomweb.DicomWebSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOMweb servers that do what no real one here does. */
class WebCollectionTest {
    private static final String ECG = UID.TwelveLeadECGWaveformStorage;
    private static final String FAILS = "fails";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path spool;

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private Answers answers = path -> null;
    private boolean heedsOffset = true;

    /** JSON, or null for 404. */
    private interface Answers {
        String to(String path);
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dicom-web/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            boolean isBeyond =
                    heedsOffset && !exchange.getRequestURI().getQuery().contains("offset=0");
            String answer =
                    isBeyond ? "[]" : answers.to(exchange.getRequestURI().getPath());
            int status = answer == null ? 404 : answer.equals(FAILS) ? 500 : 200;
            answer(exchange, status, "application/dicom+json", answer == null ? "" : answer);
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        answer(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebCollection collection() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web");
        return new WebCollection(
                "pacs",
                new DicomWebClient(DicomWebSettings.of(base)),
                new ArchiveScope(List.of("ECG"), 500, ZoneOffset.UTC, LocalDate.of(2026, 3, 1)),
                spool,
                CLOCK);
    }

    private static List<String> identifiers(WebCollection collection) throws IOException {
        try (Stream<Item> items = collection.list(null)) {
            return items.map(Item::sourceIdentifier).toList();
        }
    }

    private static String match(String... tagsAndUids) {
        StringBuilder match = new StringBuilder("{");
        for (int i = 0; i < tagsAndUids.length; i += 2) {
            match.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "\"%s\": {\"vr\": \"UI\", \"Value\": [\"%s\"]}",
                            tagsAndUids[i],
                            tagsAndUids[i + 1]));
        }
        return match.append("}").toString();
    }

    private static String study(String uid) {
        return match("0020000D", uid);
    }

    /** One study that nothing can name, one that the server does not know when it is asked, and one that is well. */
    @Test
    void whatCannotBeNamedOrIsGoneStopsNothingElse() throws Exception {
        answers = path -> switch (path) {
            case "/dicom-web/studies" -> "[" + study("1.2/../3") + "," + study("1.2.4.") + "," + study("1.2.5") + "]";
            case "/dicom-web/studies/1.2.5/series" -> "[" + match("0020000D", "1.2.5", "0020000E", "1.2.5.1") + "]";
            case "/dicom-web/studies/1.2.5/series/1.2.5.1/instances" ->
                "[" + match("0020000D", "1.2.5", "0020000E", "1.2.5.1", "00080018", "1.2.5.1.1", "00080016", ECG) + "]";
            default -> null;
        };
        assertThat(identifiers(collection())).containsExactly("1.2.5.1.1");
        assertThat(asked.get(0))
                .contains("00080020=20260301-20260303", "00080061=ECG", "includefield=00201208")
                .doesNotContain("00080052", "0020000D");
    }

    /** What the address says a server need not repeat; a match that does not tell its own UID is none. */
    @Test
    void matchesNeedNotRepeatTheirAddress() throws Exception {
        answers = path -> switch (path) {
            case "/dicom-web/studies" -> "[" + study("1.2.5") + "]";
            case "/dicom-web/studies/1.2.5/series" ->
                "[" + match("0020000E", "1.2.5.1") + "," + match("00080005", "ISO_IR 192") + "]";
            case "/dicom-web/studies/1.2.5/series/1.2.5.1/instances" ->
                "[" + match("00080018", "1.2.5.1.1") + "," + match("00080016", ECG) + "]";
            default -> null;
        };
        assertThat(identifiers(collection())).containsExactly("1.2.5.1.1");
    }

    @Test
    void aServerThatDoesNotAnswerIsNoEmptyArchive() {
        answers = path -> path.endsWith("/series") ? null : path.endsWith("/studies") ? "nonsense" : null;
        assertThatThrownBy(() -> identifiers(collection()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be read");
        answers = path -> null;
        assertThatThrownBy(() -> identifiers(collection()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("404");
    }

    /** The first page again and again: it is asked for less, and in the end the list is said not to be all. */
    @Test
    void aServerWithoutPagesIsAskedForLessAndThenToldOf() {
        StringBuilder page = new StringBuilder("[");
        heedsOffset = false;
        for (int i = 0; i < 20; i++) {
            page.append(i == 0 ? "" : ",").append(study("1.2." + i));
        }
        answers = path -> path.endsWith("/studies") ? page + "]" : "[]";
        assertThatThrownBy(() -> identifiers(collection()))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(IncompleteListException.class)
                .hasMessageContaining("pacs may have more matches than it gives");
        assertThat(asked).anyMatch(query -> query.contains("00080030=000000-"));
        assertThat(asked).hasSizeLessThan(300);
    }

    /** A study that makes the server stumble is told of, and what is behind it is listed. */
    @Test
    void aStudyThatTheServerFailsAtStopsNoOther() {
        answers = path -> switch (path) {
            case "/dicom-web/studies" -> "[" + study("1.2.4") + "," + study("1.2.5") + "]";
            case "/dicom-web/studies/1.2.4/series" -> FAILS;
            case "/dicom-web/studies/1.2.5/series" -> "[" + match("0020000E", "1.2.5.1") + "]";
            case "/dicom-web/studies/1.2.5/series/1.2.5.1/instances" -> "[" + match("00080018", "1.2.5.1.1") + "]";
            default -> null;
        };
        List<String> listed = new ArrayList<>();
        assertThatThrownBy(() -> {
                    try (Stream<Item> items = collection().list(null)) {
                        items.forEach(item -> listed.add(item.sourceIdentifier()));
                    }
                })
                .hasCauseInstanceOf(IncompleteListException.class)
                .hasMessageContaining("answered 500 for a study");
        assertThat(listed).containsExactly("1.2.5.1.1");
    }

    @Test
    void takesTheObjectThatWasAskedForAndNoOther() throws Exception {
        server.removeContext("/dicom-web/");
        server.createContext("/dicom-web/", exchange -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (String uid : List.of("1.2.1", "1.2.2", "1.2.3")) {
                body.write("--b\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                body.write(object(uid));
                body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            body.write("--b--\r\n".getBytes(StandardCharsets.US_ASCII));
            answer(exchange, 200, "multipart/related; type=\"application/dicom\"; boundary=b", body.toByteArray());
        });
        assertThat(collection().fetch(item("1.2.2"), 10_000)).isEqualTo(object("1.2.2"));
        assertThatThrownBy(() -> collection().fetch(item("1.2.9"), 10_000))
                .hasMessageContaining("did not give the object that was asked for");
        assertThatThrownBy(() -> collection().fetch(item("1.2.2"), 10)).hasMessageContaining("larger than 10 bytes");
        assertThat(spool).isEmptyDirectory();
    }

    private static Item item(String uid) {
        return new Item("1.2/1.2.0/" + uid + "/" + ECG, "1", uid);
    }

    private static byte[] object(String uid) {
        DicomDataset dataset =
                new DicomDataset().setString(Tag.SOPClassUID, ECG).setString(Tag.SOPInstanceUID, uid);
        return DicomWriter.standard().toBytes(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }
}
