package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.dicom.network.StoringHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoringTest {
    @TempDir
    Path folder;

    private final List<Path> files = new ArrayList<>();

    @BeforeEach
    void writeFiles() throws IOException {
        for (int i = 1; i <= 3; i++) {
            files.add(Files.write(folder.resolve(i + ".dcm"), TestSamples.object("1.2.3", "1.2.3." + i)));
        }
    }

    /** Client and receiver, without anything made up between them. */
    @Test
    void filesArriveAsTheyLie() throws IOException, InterruptedException {
        StoringHandler handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        StowReceiver receiver =
                new StowReceiver(StowSettings.of("HERE", Files.createDirectory(folder.resolve("spool"))), handler);
        try (StowServer server = new StowServer(receiver)) {
            DicomWebClient client = new DicomWebClient(DicomWebSettings.of(server.base()));
            StoreResult result = client.store(files, "1.2.3");
            assertThat(result.isComplete()).isTrue();
            assertThat(result.instances())
                    .extracting(StoreResult.Instance::file)
                    .containsExactlyElementsOf(files);
            for (int i = 0; i < files.size(); i++) {
                assertThat(handler.files().get(i)).hasSameBinaryContentAs(files.get(i));
            }
            StoreResult other = client.store(files, "1.2.4");
            assertThat(other.isComplete()).isFalse();
            assertThat(other.instances())
                    .allSatisfy(instance -> assertThat(instance.status().code()).isEqualTo(0xA901));
        }
    }

    @Test
    void whatIsNoDicomIsNotSent() throws IOException, InterruptedException {
        Path junk = Files.writeString(folder.resolve("junk"), "junk");
        try (FakeServer server = new FakeServer(
                exchange -> FakeServer.answer(exchange, 200, "application/dicom+json", stored("1.2.3.1")))) {
            StoreResult result = server.client().store(List.of(junk));
            assertThat(result.isComplete()).isFalse();
            assertThat(server.requests()).isEmpty();
            assertThat(server.client().store(List.of(junk, files.get(0))).instances())
                    .extracting(instance -> instance.status().isFailure())
                    .containsExactly(true, false);
        }
    }

    /** What is said of objects that were stored. */
    private static String stored(String... uids) {
        return Stream.of(uids)
                .map(uid -> "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}")
                .collect(Collectors.joining(",", "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[", "]}}"));
    }

    /** As something between may answer that takes nothing: a search tells what became of it. */
    @ParameterizedTest
    @CsvSource({
        "200, 200, 1.2.3.1, 0000",
        "204, 200, 1.2.3.1, 0000",
        "202, 200, 1.2.3.1, 0000",
        "200, 200, 1.2.3.9, 0110",
        "200, 204, '', 0110",
        "200, 404, '', 0110",
        "200, 405, '', 0110",
        "200, 503, '', 0110"
    })
    void whatAnEmptyAnswerLeavesOpenIsLookedFor(int status, int searched, String found, String code)
            throws IOException, InterruptedException {
        try (FakeServer server = new FakeServer(exchange -> {
            boolean stores = exchange.getRequestMethod().equals("POST");
            String matches = found.isEmpty() ? "" : "[" + match(found) + "]";
            FakeServer.answer(exchange, stores ? status : searched, "application/dicom+json", stores ? "" : matches);
        })) {
            StoreResult.Instance instance =
                    server.client().store(files.subList(0, 1)).instances().get(0);
            assertThat(instance.status().hexadecimal()).isEqualTo(code);
            if (instance.status().isFailure()) {
                assertThat(instance.status().comment()).contains("a search for the object does not find it");
            }
            assertThat(server.requests().get(1))
                    .contains("GET /dicom-web/studies/1.2.3/series/1.2.3.1/instances?00080018=1.2.3.1");
        }
    }

    private static String match(String uid) {
        return "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}";
    }

    private static final String JSON_SOME = """
            {"00081190":{"vr":"UR"},
             "00081199":{"vr":"SQ","Value":[
              {"00081155":{"vr":"UI","Value":["1.2.3.1"]},"00081190":{"vr":"UR","Value":["http://x/1"]}},
              {"00081155":{"vr":"UI","Value":["1.2.3.2"]},"00081196":{"vr":"US","Value":[45056]}}]},
             "00081198":{"vr":"SQ","Value":[
              {"00081155":{"vr":"UI","Value":["1.2.3.3"]},"00081197":{"vr":"US","Value":["42752"]}}]}}
            """;
    private static final String XML_SOME = """
            <?xml version="1.0" encoding="UTF-8"?>
            <NativeDicomModel><DicomAttribute tag="00081199" vr="SQ">
              <Item number="1"><DicomAttribute tag="00081155" vr="UI"><Value number="1">1.2.3.1</Value></DicomAttribute>
                <DicomAttribute tag="00081190" vr="UR"><Value number="1">http://x/1</Value></DicomAttribute></Item>
              <Item number="2"><DicomAttribute tag="00081155" vr="UI"><Value number="1">1.2.3.2</Value></DicomAttribute>
                <DicomAttribute tag="00081196" vr="US"><Value number="1">45056</Value></DicomAttribute></Item>
            </DicomAttribute><DicomAttribute tag="00081198" vr="SQ">
              <Item number="1"><DicomAttribute tag="00081155" vr="UI"><Value number="1">1.2.3.3</Value></DicomAttribute>
                <DicomAttribute tag="00081197" vr="US"><Value number="1">42752</Value></DicomAttribute></Item>
            </DicomAttribute></NativeDicomModel>
            """;

    @Test
    void eachInstanceHasItsStatus() throws IOException, InterruptedException {
        for (int status : new int[] {200, 202, 409, 503, 400}) {
            for (boolean xml : new boolean[] {true, false}) {
                try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(
                        exchange, status, xml ? "application/dicom+xml" : "", xml ? XML_SOME : JSON_SOME))) {
                    StoreResult result = server.client().store(files);
                    assertThat(result.instances())
                            .extracting(instance -> instance.status().code())
                            .containsExactly(0, 0xB000, 0xA700);
                    assertThat(result.instances().get(0).retrieveUrl()).isEqualTo("http://x/1");
                    assertThat(result.isComplete()).isFalse();
                    assertThat(result.toString()).doesNotContain("http://x/1");
                }
            }
        }
    }

    @Test
    void aWarningOfAnyReasonIsStored() throws IOException, InterruptedException {
        String body = "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2.3.1\"]},"
                + "\"00081196\":{\"vr\":\"US\",\"Value\":[272]}}]}}";
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 202, "", body))) {
            StoreResult result = server.client().store(files.subList(0, 1));
            assertThat(result.isComplete()).isTrue();
            assertThat(result.instances().get(0).status().isWarning()).isTrue();
        }
    }

    /** As the gateway's own receiver does where its disk is full. */
    @Test
    void aBusyServerThatStoredNothingIsToBeAskedLater() {
        String body = "{\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2.3.1\"]},"
                + "\"00081197\":{\"vr\":\"US\",\"Value\":[42752]}}]}}";
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            FakeServer.answer(exchange, 503, "application/dicom+json", body);
        })) {
            assertThatThrownBy(() -> server.client().store(files))
                    .isInstanceOfSatisfying(DicomWebException.class, e -> assertThat(e.retryAfter())
                            .contains(Duration.ofSeconds(30)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200 | {}                                                     | 0110
            200 | {"00081199":{"vr":"SQ"},"00081198":{"vr":"SQ"}}        | 0110
            202 | {"00081199":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["9.9"]}}]}} | 0110
            202 | {"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3.1"]}}]}} | 0110
            202 | {"00081198":{"vr":"SQ","Value":[{"00081155":{"vr":"UI","Value":["1.2.3.1"]},"00081197":{"vr":"US","Value":[0]}}]}} | 0110
            """)
    void whatTheServerDoesNotTellIsNotStored(int status, String body, String code)
            throws IOException, InterruptedException {
        try (FakeServer server =
                new FakeServer(exchange -> FakeServer.answer(exchange, status, "application/dicom+json", body))) {
            assertThat(server.client().store(files.subList(0, 1)).instances())
                    .extracting(instance -> instance.status().code())
                    .containsExactly(Integer.parseInt(code, 16));
        }
    }

    @Test
    void anAnswerThatCannotBeReadIsNoSuccess() {
        for (String body : List.of("<html>", "stored!", "{\"00081199\":", "[7]")) {
            try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 200, "text/html", body))) {
                assertThatThrownBy(() -> server.client().store(files)).isInstanceOf(DicomWebException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            400, -, false, -
            401, -, false, -
            403, -, false, -
            409, -, false, -
            415, -, false, -
            302, -, false, -
            501, -, false, -
            408, -, true, -
            429, 7, true, 7
            500, -, true, -
            502, soon, true, -
            503, 120, true, 120
            503, 'Fri, 31 Dec 1999 23:59:59 GMT', true, 0
            503, 99999999999, true, 86400
            """)
    void aRefusalSaysWhatToDo(int status, String retryAfter, boolean worthRetrying, Long seconds) {
        try (FakeServer server = new FakeServer(exchange -> {
            if (retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            FakeServer.answer(exchange, status, "text/html", "<html>SECRET</html>");
        })) {
            assertThatThrownBy(() -> server.client().store(files))
                    .isInstanceOfSatisfying(DicomWebException.class, e -> {
                        assertThat(e.httpStatus()).hasValue(status);
                        assertThat(e.isWorthRetrying()).isEqualTo(worthRetrying);
                        assertThat(e.retryAfter().map(Duration::toSeconds).orElse(null))
                                .isEqualTo(seconds);
                    })
                    .hasMessageContaining("answered " + status)
                    .hasMessageNotContaining("SECRET");
        }
    }

    @Test
    void tooMuchAtOnceIsHalved() throws IOException, InterruptedException {
        List<Integer> sizes = new ArrayList<>();
        try (FakeServer server = new FakeServer(exchange -> {
            int parts = parts(exchange);
            sizes.add(parts);
            FakeServer.answer(
                    exchange, parts > 1 ? 413 : 200, "", parts > 1 ? "" : stored("1.2.3.1", "1.2.3.2", "1.2.3.3"));
        })) {
            assertThat(server.client().store(files).isComplete()).isTrue();
            assertThat(sizes).containsExactly(3, 1, 2, 1, 1);
        }
        try (FakeServer server = new FakeServer(exchange -> FakeServer.answer(exchange, 413, "", ""))) {
            assertThatThrownBy(() -> server.client().store(files))
                    .isInstanceOfSatisfying(DicomWebException.class, e -> assertThat(e.httpStatus())
                            .hasValue(413));
        }
    }

    private static int parts(HttpExchange exchange) throws IOException {
        MediaType type = MediaType.parse(exchange.getRequestHeaders().getFirst("Content-Type"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        assertThat(exchange.getRequestHeaders().getFirst("Content-Length")).isEqualTo("" + body.length);
        MultipartReader reader = new MultipartReader(new ByteArrayInputStream(body), type, 1000);
        int parts = 0;
        while (reader.nextPart()) {
            parts++;
        }
        return parts;
    }

    @Test
    void credentialsGoWithEachRequestAndAreNeverPrinted() throws IOException, InterruptedException {
        List<String> seen = new ArrayList<>();
        try (FakeServer server = new FakeServer(exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            FakeServer.answer(exchange, 204, "", "");
        })) {
            for (Credentials credentials :
                    List.of(Credentials.bearer("SECRET"), Credentials.basic("SECRET", "pässword"))) {
                DicomWebSettings settings = server.settings().withCredentials(credentials);
                new DicomWebClient(settings).verify();
                assertThat(settings.toString()).doesNotContain("SECRET").doesNotContain("U0VDUkVU");
            }
        }
        assertThat(seen).containsExactly("Bearer SECRET", "Basic U0VDUkVUOnDDpHNzd29yZA==");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (String address :
                List.of("ftp://x/", "http:///x", "/x", "http://u:SECRET@x/", "http://x/?a", "http://x/#a")) {
            assertThatThrownBy(() -> DicomWebSettings.of(URI.create(address)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("SECRET");
        }
        assertThatThrownBy(() -> Credentials.bearer("a\r\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.basic("a:b", "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(DicomWebSettings.of(URI.create("https://x:8443/dicom-web")).base())
                .isEqualTo(URI.create("https://x:8443/dicom-web/"));
    }
}
