package org.einthoven.app.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.configuration.CacheFolder;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.ecg.Encoder;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.FallbackEncoder;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.OpenInferenceEncoder;
import org.einthoven.encoder.OpenInferenceSettings;
import org.einthoven.encoder.TensorFlowEncoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled model in real TensorFlow, served over real HTTP. The time limit only ends a deadlock. */
@Timeout(180)
class EncoderServerIT {
    private static final String TOKEN = "a-token-of-some-length";

    @TempDir
    static Path models;

    private static Path folder;
    private static List<NormalisedEcg> golden;
    private static TensorFlowEncoder served;
    private static EncoderServer server;

    @BeforeAll
    static void start() throws IOException {
        folder = BundledModel.unpackInto(models);
        golden = ModelFolder.open(folder).golden().inputs();
        served = TensorFlowEncoder.open(folder, settings());
        server = EncoderServer.start(served, HttpSettings.loopback(0, HttpAccess.tokens(List.of(TOKEN))));
    }

    @AfterAll
    static void stop() {
        server.close();
        served.close();
    }

    private static EncoderSettings settings() {
        return new EncoderSettings(32, Duration.ofMillis(20), 256, 2, CacheFolder.standard());
    }

    private static OpenInferenceSettings at(URI url) {
        return new OpenInferenceSettings(url, TOKEN, Duration.ofSeconds(20), 2, Duration.ofMillis(50));
    }

    private static void assertSame(Inference found, Inference expected) {
        assertThat(found.windows()).isEqualTo(expected.windows());
        assertThat(found.embedding().values())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(expected.embedding().values());
        for (int i = 0; i < expected.predictions().size(); i++) {
            assertThat(found.predictions().get(i).probability())
                    .isCloseTo(expected.predictions().get(i).probability(), within(1e-6));
            assertThat(found.predictions().get(i).decision())
                    .isEqualTo(expected.predictions().get(i).decision());
        }
    }

    @Test
    void givesWhatTheEncoderInThisProcessGives() throws Exception {
        try (OpenInferenceEncoder remote = OpenInferenceEncoder.open(folder, at(server.address()))) {
            assertThat(remote.model()).isEqualTo(served.model());
            for (NormalisedEcg window : golden) {
                assertSame(remote.infer(List.of(window)), served.infer(List.of(window)));
            }
            assertSame(remote.infer(golden), served.infer(golden));
        }
    }

    /** The same over JSON: a front that hides the extension, as a server without it would. */
    @Test
    void givesTheSameByJson() throws Exception {
        try (JsonOnlyFront front = new JsonOnlyFront(server.address());
                OpenInferenceEncoder remote = OpenInferenceEncoder.open(folder, at(front.address()))) {
            assertSame(remote.infer(golden), served.infer(golden));
            assertThat(front.binaryMessages()).isZero();
        }
    }

    @Test
    void gatewaysShareBatches() throws Exception {
        int gateways = 8;
        int rounds = 10;
        List<OpenInferenceEncoder> remotes = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            remotes.add(OpenInferenceEncoder.open(folder, at(server.address())));
        }
        long batches = served.batches();
        long windows = served.windows();
        CyclicBarrier together = new CyclicBarrier(gateways);
        ExecutorService threads = Executors.newFixedThreadPool(gateways);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (OpenInferenceEncoder remote : remotes) {
                results.add(threads.submit(() -> {
                    for (int i = 0; i < rounds; i++) {
                        together.await();
                        remote.infer(golden.subList(0, 1));
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(served.windows() - windows).isEqualTo(gateways * rounds);
        System.out.println(gateways * rounds + " windows of " + gateways + " gateways in "
                + (served.batches() - batches) + " batches");
        assertThat(served.batches() - batches).isLessThanOrEqualTo(gateways * rounds / 2);
    }

    @Test
    void theCpuHereReadsWhileTheServerIsGone() throws Exception {
        EncoderServer gpu = EncoderServer.start(served, HttpSettings.loopback(0, HttpAccess.open()));
        int port = gpu.address().getPort();
        Inference expected = served.infer(golden);
        try (FallbackEncoder encoder = new FallbackEncoder(
                OpenInferenceEncoder.open(folder, at(gpu.address())), TensorFlowEncoder.open(folder, settings()))) {
            assertSame(encoder.infer(golden), expected);
            assertThat(encoder.remote().read()).isEqualTo(1);
            assertThat(encoder.readHere()).isZero();

            gpu.close();
            while (encoder.remote().isUsed()) {
                assertSame(encoder.infer(golden), expected);
            }
            assertSame(encoder.infer(golden), expected);
            assertThat(encoder.remote().read()).isEqualTo(1);
            assertThat(encoder.readHere()).isGreaterThanOrEqualTo(3);

            try (EncoderServer back = EncoderServer.start(served, HttpSettings.loopback(port, HttpAccess.open()))) {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    assertSame(encoder.infer(golden), expected);
                    assertThat(encoder.remote().read()).isGreaterThan(1);
                });
                assertThat(back.address().getPort()).isEqualTo(port);
                assertThat(encoder.remote().isUsed()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"none,OpenInferenceEncoder", "local,FallbackEncoder"})
    void theConfigurationChoosesTheEncoder(String fallback, String expected, @TempDir Path config) throws Exception {
        Files.writeString(config.resolve("einthoven.yaml"), "encoder: {fallback: " + fallback + "}");
        Map<String, String> environment =
                Map.of("EINTHOVEN_ENCODER_URL", server.address().toString(), "EINTHOVEN_ENCODER_TOKEN", TOKEN);
        GatewayConfiguration configuration =
                GatewayConfiguration.read(config, environment).withData(config.resolve("data"));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Encoder encoder = GatewayEncoder.open(configuration)) {
            EncoderMetrics.bind(registry, encoder);

            assertSame(encoder.infer(golden), served.infer(golden));

            assertThat(encoder.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(registry.get("einthoven.encoder.read")
                            .tag("where", "elsewhere")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("einthoven.encoder.remote.used").gauge().value())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /v2                                                | 200 | binary_tensor_data",
                "GET  | /v2/health/live                                    | 200 |",
                "GET  | /v2/health/ready                                   | 200 |",
                "GET  | /v2/models/einthoven-ecg                           | 200 | content_hash",
                "GET  | /v2/models/einthoven-ecg/ready                     | 200 |",
                "GET  | /v2/models/einthoven-ecg/versions/0.2.0            | 200 | tensorflow_savedmodel",
                "GET  | /v2/models/einthoven-ecg/versions/0.2.0/ready      | 200 |",
                "GET  | /v2/models/einthoven-ecg/versions/9/ready          | 404 | {\"error\":\"no such model",
                "GET  | /v2/models/resnet                                  | 404 | {\"error\":\"no such model",
                "GET  | /v2/models/einthoven-ecg/config                    | 404 | {\"error\":\"there is nothing",
                "GET  | /v2/models/einthoven-ecg/infer                     | 405 | {\"error\":\"",
                "POST | /v2/models/einthoven-ecg                           | 405 | {\"error\":\"",
                "POST | /v2/models/einthoven-ecg/infer                     | 400 | {\"error\":\"the request is not JSON",
                "GET  | /metrics                                           | 200 | einthoven_encoder_waiting_windows",
                "GET  | /metrics                                           | 200 | einthoven_encoder_batches_total",
                "GET  | /health/ready                                      | 200 | UP",
            })
    void answersAsTheProtocolSays(String method, String path, int status, String content) throws Exception {
        HttpResponse<String> response = ask(method, path, TOKEN, "x".getBytes(UTF_8));
        assertThat(response.statusCode()).isEqualTo(status);
        if (content != null) {
            assertThat(response.body()).contains(content);
        }
    }

    @Test
    void withoutATokenOnlyHealthIsTold() throws Exception {
        HttpResponse<String> refused =
                ask("POST", "/v2/models/einthoven-ecg/infer", "wrong-token-of-some-length", new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).startsWith("{\"error\":\"");
        assertThat(ask("GET", "/v2", "wrong-token-of-some-length", new byte[0]).statusCode())
                .isEqualTo(401);
        assertThat(ask("GET", "/v2/health/ready", "wrong-token-of-some-length", new byte[0])
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        HttpResponse<String> response =
                ask("POST", "/v2/models/einthoven-ecg/infer", TOKEN, new byte[HttpSettings.DEFAULT_MAX_BODY_BYTES + 1]);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).startsWith("{\"error\":\"");
    }

    private static HttpResponse<String> ask(String method, String path, String token, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
