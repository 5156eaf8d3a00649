package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.einthoven.ecg.EncoderBusyException;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.ScriptedServer.Answer;
import org.einthoven.encoder.protocol.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a server over real HTTP whose answers a test makes wrong. */
@Timeout(120)
class OpenInferenceEncoderTest {
    private static final TinyModel MODEL = new TinyModel();
    private static final List<NormalisedEcg> ECG = Windows.noise(5, 3);

    @TempDir
    static Path folder;

    private ScriptedServer server;

    @BeforeAll
    static void writeModel() throws IOException {
        MODEL.writeTo(folder);
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer(folder, 0);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** A balancer of connections gives a server that joins later only connections that are made later. */
    @ParameterizedTest
    @CsvSource({"PT10M, 1", "PT0.000000001S, 5"})
    void connectionsAreMadeAnewWhenTheyAreOld(Duration age, int connections) throws Exception {
        InferenceConnection connection = new InferenceConnection(settings(server.url(), 1), age);
        for (int i = 0; i < 5; i++) {
            connection.get("v2", 1 << 16);
        }
        assertThat(server.connections).hasSize(connections);
    }

    private OpenInferenceEncoder open() throws IOException {
        return OpenInferenceEncoder.open(folder, settings(server.url(), 1));
    }

    private static OpenInferenceSettings settings(URI url, int tries) {
        return new OpenInferenceSettings(
                url, "a-token-of-some-length", Duration.ofSeconds(30), tries, Duration.ofMillis(50));
    }

    private static void assertIsRight(Inference inference, List<NormalisedEcg> windows) {
        Inference expected = new RecordingInference(MODEL.manifest())
                .of(windows, windows.stream().map(MODEL::expected).toList());
        assertThat(inference.predictions()).isEqualTo(expected.predictions());
        assertThat(inference.embedding().values())
                .isEqualTo(expected.embedding().values());
        assertThat(inference.windows()).isEqualTo(windows.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesWhatTheModelGives(boolean binary) throws Exception {
        server.binary = binary;
        try (OpenInferenceEncoder encoder = open()) {
            assertIsRight(encoder.infer(ECG), ECG);
            assertThat(encoder.model())
                    .isEqualTo(MODEL.manifest().card(ModelFolder.open(folder).contentHash()));
            assertThat(server.authorization).isEqualTo("Bearer a-token-of-some-length");
        }
    }

    @Test
    void sendsALongRecordingInParts() throws Exception {
        List<NormalisedEcg> windows = Windows.noise(9, 35);
        try (OpenInferenceEncoder encoder = open()) {
            int before = server.inferences.get();
            assertIsRight(encoder.infer(windows), windows);
            assertThat(server.inferences.get() - before).isEqualTo(3);
        }
    }

    @Test
    void sendsNoWindowThatNoNormaliserGives() throws Exception {
        NormalisedEcg window = Windows.noise(3);
        window.samples()[7] = Float.NaN;
        try (OpenInferenceEncoder encoder = open()) {
            int before = server.inferences.get();
            assertThatThrownBy(() -> encoder.infer(List.of(window))).isInstanceOf(IllegalArgumentException.class);
            assertThat(server.inferences.get()).isEqualTo(before);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "not finite",
                        (exchange, right) -> ScriptedServer.write(exchange, withFirstValue(right, Float.NaN))),
                fault("nothing", "broken answer", (exchange, right) -> ScriptedServer.status(exchange, 200, "")),
                fault(
                        "broken JSON",
                        "is not JSON",
                        (exchange, right) -> ScriptedServer.status(exchange, 200, "{\"model_")),
                fault("HTML", "is not JSON", (exchange, right) -> ScriptedServer.status(exchange, 200, "<html>")),
                fault("cut values", "of which", (exchange, right) -> ScriptedServer.write(exchange, cut(right, 8))),
                fault("cut values 1", "of which", (exchange, right) -> ScriptedServer.write(exchange, cut(right, 1))),
                fault(
                        "wrong shape",
                        "not those of its shape",
                        (exchange, right) -> ScriptedServer.write(exchange, replaced(right, "[3,12]", "[4,12]"))),
                fault(
                        "transposed",
                        "came as [12, 3], not [3, 12]",
                        (exchange, right) -> ScriptedServer.write(exchange, replaced(right, "[3,12]", "[12,3]"))),
                fault(
                        "missing output",
                        "tensor logits is missing",
                        (exchange, right) -> ScriptedServer.write(exchange, replaced(right, "logits", "logitz"))),
                fault(
                        "another model",
                        "another model",
                        (exchange, right) -> ScriptedServer.write(exchange, replaced(right, "tiny", "tinu"))),
                fault(
                        "another version",
                        "another model",
                        (exchange, right) -> ScriptedServer.write(exchange, replaced(right, "0.0.1", "0.0.2"))),
                fault(
                        "another content",
                        "another model",
                        (exchange, right) -> ScriptedServer.write(
                                exchange, replaced(right, "content_hash\":\"", "content_hash\":\"0"))),
                fault(
                        "no content hash",
                        "another model",
                        (exchange, right) ->
                                ScriptedServer.write(exchange, replaced(right, "content_hash", "content_hush"))),
                fault("wrong header", "Content-Length is not a length", (exchange, right) -> {
                    exchange.getResponseHeaders().set(Message.JSON_LENGTH_HEADER, "123456789");
                    ScriptedServer.status(exchange, 200, "{}");
                }),
                fault("huge body", "longer answer than there can be", OpenInferenceEncoderTest::endless),
                fault("closed", "cannot be reached", (exchange, right) -> exchange.close()),
                fault("cut HTTP body", "cannot be reached", (exchange, right) -> {
                    exchange.sendResponseHeaders(200, right.body().length);
                    exchange.getResponseBody().write(right.body(), 0, 20);
                }),
                fault(
                        "refused",
                        "answered 400: the mask",
                        (exchange, right) -> ScriptedServer.status(exchange, 400, "{\"error\":\"the mask\\nis odd\"}")),
                fault("failed", "answered 500", (exchange, right) -> ScriptedServer.status(exchange, 500, "oops")),
                fault("moved", "answered 302", (exchange, right) -> ScriptedServer.status(exchange, 302, "")),
                fault("no gateway", "answered 502", (exchange, right) -> ScriptedServer.status(exchange, 502, "")),
                fault("no token", "answered 401", (exchange, right) -> ScriptedServer.status(exchange, 401, "")));
    }

    private static Arguments fault(String sentence, Answer answer) {
        return Arguments.of(sentence, sentence, answer);
    }

    private static Arguments fault(String name, String sentence, Answer answer) {
        return Arguments.of(name, sentence, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsOneSentenceAndNeverAPrediction(String name, String sentence, Answer answer) throws Exception {
        try (OpenInferenceEncoder encoder = open()) {
            server.inference = answer;

            EncoderException e = catchThrowableOfType(EncoderException.class, () -> encoder.infer(ECG));

            assertThat(e).as(name).isNotNull().hasMessageContaining(sentence);
            assertThat(e.getMessage()).doesNotContain("\n").startsWith("the encoder at http://127.0.0.1:");
            server.inference = ScriptedServer::write;
            assertIsRight(encoder.infer(ECG), ECG);
        }
    }

    @Test
    void anAnswerThatTricklesIsNotWaitedFor() throws Exception {
        OpenInferenceSettings impatient =
                new OpenInferenceSettings(server.url(), null, Duration.ofSeconds(5), 3, Duration.ofMillis(50));
        try (OpenInferenceEncoder encoder = OpenInferenceEncoder.open(folder, impatient)) {
            server.inference = OpenInferenceEncoderTest::trickle;
            int before = server.inferences.get();

            assertThatThrownBy(() -> encoder.infer(ECG))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("did not answer within 5000 ms");
            // Who let one try run into the timeout is not given two more.
            assertThat(server.inferences.get() - before).isEqualTo(1);
        }
    }

    private static Message withFirstValue(Message right, float value) {
        byte[] body = right.body().clone();
        ByteBuffer.wrap(body)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(right.jsonLength().getAsInt(), value);
        return new Message(body, right.jsonLength());
    }

    private static Message cut(Message right, int bytes) {
        return new Message(Arrays.copyOf(right.body(), right.body().length - bytes), right.jsonLength());
    }

    private static Message replaced(Message right, String text, String by) {
        String whole = new String(right.body(), StandardCharsets.ISO_8859_1);
        assertThat(whole).contains(text);
        byte[] body = whole.replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
        return new Message(body, OptionalInt.of(right.jsonLength().getAsInt() + body.length - right.body().length));
    }

    private static void endless(HttpExchange exchange, Message right) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1000; i++) {
                out.write(block);
            }
        }
    }

    /** Sends the headers and a byte, and the rest only when the client has gone. */
    private static void trickle(HttpExchange exchange, Message right) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < right.body().length; i++) {
            out.write(right.body(), i, 1);
            out.flush();
            try {
                new CountDownLatch(1).await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Test
    void sendsAgainWhatMayPass() throws Exception {
        try (OpenInferenceEncoder encoder = OpenInferenceEncoder.open(folder, settings(server.url(), 3))) {
            AtomicInteger refused = new AtomicInteger();
            server.inference = (exchange, right) -> {
                if (refused.getAndIncrement() < 2) {
                    ScriptedServer.status(exchange, refused.get() == 1 ? 429 : 504, "");
                } else {
                    ScriptedServer.write(exchange, right);
                }
            };

            assertIsRight(encoder.infer(ECG), ECG);
            assertThat(encoder.retries()).isEqualTo(2);
            assertThat(encoder.failed()).isZero();
        }
    }

    @Test
    void aBusyServerIsNotAServerThatIsGone() throws Exception {
        try (OpenInferenceEncoder encoder = open()) {
            server.inference = (exchange, right) -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                ScriptedServer.status(exchange, 503, "{\"error\":\"256 windows wait\"}");
            };
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> encoder.infer(ECG))
                        .isInstanceOf(EncoderBusyException.class)
                        .hasMessageContaining("256 windows wait");
            }
            assertThat(encoder.isUsed()).isTrue();
        }
    }

    @Test
    void aServerThatFailsIsLeftInPeaceAndUsedWhenItIsBack() throws Exception {
        try (OpenInferenceEncoder encoder = open()) {
            server.inference = (exchange, right) -> ScriptedServer.status(exchange, 503, "");
            while (encoder.isUsed()) {
                assertThatThrownBy(() -> encoder.infer(ECG)).isInstanceOf(EncoderException.class);
            }
            assertThat(encoder.failed()).isEqualTo(3);
            server.inference = ScriptedServer::write;

            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(EncoderException.class)
                    .until(() -> encoder.infer(ECG) != null);

            assertThat(encoder.isUsed()).isTrue();
        }
    }

    @Test
    void aServerThatComesLaterIsWaitedFor() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI url = URI.create("http://127.0.0.1:" + port + "/base/");
        try (OpenInferenceEncoder encoder = OpenInferenceEncoder.open(folder, settings(url, 2))) {
            assertThat(encoder.isUsed()).isFalse();
            assertThatThrownBy(() -> encoder.infer(ECG))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("cannot be reached");
            try (ScriptedServer late = new ScriptedServer(folder, port)) {
                await().atMost(Duration.ofSeconds(60))
                        .ignoreException(EncoderException.class)
                        .until(() -> encoder.infer(ECG) != null);
                assertThat(late.inferences.get()).isGreaterThan(0);
            }
        }
    }

    @Test
    void anotherModelIsRefusedAtTheStart(@TempDir Path other) throws Exception {
        TinyModel changed = new TinyModel();
        changed.tolerance = 1e-4;
        changed.writeTo(other);

        assertThatThrownBy(() -> OpenInferenceEncoder.open(other, settings(server.url(), 1)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("serves another model than tiny 0.0.1: its content hash is");
    }

    @Test
    void wrongGoldenOutputsAreRefusedWhereNoHashTells(@TempDir Path other) throws Exception {
        server.numbered = true;
        TinyModel changed = new TinyModel();
        changed.goldenError = 0.01f;
        changed.writeTo(other);

        assertThatThrownBy(() -> OpenInferenceEncoder.open(other, settings(server.url(), 1)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("does not give the golden output 0 of tiny 0.0.1");
    }

    @Test
    void anotherModelAfterARestartIsNotBelieved(@TempDir Path other) throws Exception {
        TinyModel changed = new TinyModel();
        changed.tolerance = 1e-4;
        changed.writeTo(other);
        try (OpenInferenceEncoder encoder = open()) {
            int port = server.url().getPort();
            server.close();
            server = new ScriptedServer(other, port);

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> encoder.infer(ECG)).isInstanceOf(EncoderException.class);
            }
            assertThat(encoder.read()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatNumbersVersionsIsHeldToTheOneThatWasChecked(boolean binary) throws Exception {
        server.numbered = true;
        server.binary = binary;
        try (OpenInferenceEncoder encoder = open()) {
            assertIsRight(encoder.infer(ECG), ECG);
            server.numberedVersion = "2";
            assertThatThrownBy(() -> encoder.infer(ECG))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageContaining("answered with another model than tiny 0.0.1");
            // Version 2 gives the golden outputs too, so that it is the same model after all.
            assertIsRight(encoder.infer(ECG), ECG);
        }
    }
}
