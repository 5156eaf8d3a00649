package org.einthoven.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.einthoven.app.configuration.WebServerSettings;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicomweb.Credentials;
import org.einthoven.dicomweb.DicomWebClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a DICOMweb server answers, and what becomes of a report then. */
class WebSenderTest {
    private static final String INSTANCE = "1.2.3.4";

    @TempDir
    Path folder;

    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile String search = "";
    private volatile Map<String, String> headers = Map.of();
    private volatile String authorization = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dicom-web/studies", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("GET")) {
            byte[] found = search.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(search.isEmpty() ? 204 : 200, found.length == 0 ? -1 : found.length);
            exchange.getResponseBody().write(found);
            exchange.close();
            return;
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private DeliveryResult send() throws IOException {
        return send(server.getAddress().getPort());
    }

    private DeliveryResult send(int port) throws IOException {
        DicomDataset report = new DicomDataset()
                .setString(Tag.SOPClassUID, UID.ComprehensiveSRStorage)
                .setString(Tag.SOPInstanceUID, INSTANCE)
                .setString(Tag.StudyInstanceUID, "1.2.3")
                .setString(Tag.SeriesInstanceUID, "1.2.3.1");
        Path file = Files.write(
                folder.resolve("sr.dcm"),
                DicomWriter.standard().toBytes(DicomFile.of(report), TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        WebServerSettings settings = new WebServerSettings(
                URI.create("http://127.0.0.1:" + port + "/dicom-web"),
                Credentials.bearer("the-token"),
                null,
                Duration.ofSeconds(20));
        return new WebSender(new DicomWebClient(settings.connection(Duration.ofSeconds(30))))
                .send(List.of(file), "report-1");
    }

    /** The Store Instances Response Module with a failure or a warning. */
    private static String module(String sequence, String reasonTag, int reason) {
        return """
                [{"%s": {"vr": "SQ", "Value": [{
                  "00081150": {"vr": "UI", "Value": ["%s"]}, "00081155": {"vr": "UI", "Value": ["%s"]},
                  "%s": {"vr": "US", "Value": [%d]}}]}}]
                """.formatted(sequence, UID.ComprehensiveSRStorage, INSTANCE, reasonTag, reason);
    }

    @Test
    void whatWasStoredIsDelivered() throws Exception {
        body = module("00081199", "00081190", 0).replace("\"US\", \"Value\": [0]", "\"UR\"");
        assertThat(send()).isEqualTo(new DeliveryResult.Delivered("report-1", true));
        assertThat(authorization).isEqualTo("Bearer the-token");
    }

    /** The page of something in between, or a server that does not say what it did: it is not delivered by that. */
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void anEmptyAnswerIsNoDelivery(int code) throws Exception {
        status = code;
        assertThat(send()).isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> {
            assertThat(later.reason())
                    .isEqualTo("the storing (STOW-RS) failed with status 0110 (the server's answer is empty, and a"
                            + " search for the object does not find it there)");
            assertThat(later.receiverFailed()).isTrue();
        });
    }

    @Test
    void whatASearchFindsIsDelivered() throws Exception {
        search = "[{\"00080018\": {\"vr\": \"UI\", \"Value\": [\"" + INSTANCE + "\"]}}]";
        assertThat(send()).isEqualTo(new DeliveryResult.Delivered("report-1", true));
    }

    @Test
    void aWarningIsKept() throws Exception {
        status = 202;
        body = module("00081199", "00081196", 0xB000);
        assertThat(send()).isEqualTo(new DeliveryResult.Delivered("report-1", true, "status B000"));
    }

    @ParameterizedTest
    @CsvSource({"0x0110, true", "0xA700, true", "0xA701, true", "0x0122, false", "0xC000, false", "0xA900, false"})
    void aFailureIsTriedAgainOrRefused(String code, boolean again) throws Exception {
        status = 409;
        body = module("00081198", "00081197", Integer.decode(code));
        DeliveryResult result = send();
        String shown = code.substring(2);
        if (again) {
            assertThat(result).isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> {
                assertThat(later.reason()).endsWith("status " + shown);
                assertThat(later.receiverFailed()).isTrue();
            });
        } else {
            assertThat(result)
                    .isEqualTo(new DeliveryResult.Refused("the storing (STOW-RS) failed with status " + shown));
        }
    }

    @Test
    void aDuplicateIsThere() throws Exception {
        status = 409;
        body = module("00081198", "00081197", 0x0111);
        assertThat(send()).isEqualTo(new DeliveryResult.Delivered("report-1", true));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 415, 501})
    void whatTheServerDoesNotTakeIsRefused(int code) throws Exception {
        status = code;
        body = "Plantagenet^Maud is not welcome";
        assertThat(send()).isInstanceOfSatisfying(DeliveryResult.Refused.class, refused -> assertThat(refused.reason())
                .contains("answered " + code)
                .doesNotContain("Plantagenet"));
    }

    /** Whoever set it up may mend it; behind a proxy the server itself has said nothing. */
    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 408, 429, 500, 502, 503, 504})
    void whatMayMendIsTriedAgain(int code) throws Exception {
        status = code;
        assertThat(send()).isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> {
            assertThat(later.reason()).contains("answered " + code);
            assertThat(later.receiverFailed()).isTrue();
            assertThat(later.pause()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource({"503, 30, 30", "429, 7, 7", "503, 86400, 3600", "503, soon, 0", "404, 30, 0"})
    void theServerSaysWhen(int code, String told, long seconds) throws Exception {
        status = code;
        headers = Map.of("Retry-After", told);
        assertThat(send()).isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> assertThat(later.pause())
                .isEqualTo(Duration.ofSeconds(seconds)));
    }

    @Test
    void aPageThatAsksToLogInIsNoAnswer() throws Exception {
        headers = Map.of("Content-Type", "text/html");
        body = "<html><body>Log in, please</body></html>";
        assertThat(send()).isInstanceOf(DeliveryResult.RetryLater.class);
    }

    @Test
    void nobodyListens() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(send(port))
                .isInstanceOfSatisfying(DeliveryResult.RetryLater.class, later -> assertThat(later.reason())
                        .contains("cannot be reached"));
    }
}
