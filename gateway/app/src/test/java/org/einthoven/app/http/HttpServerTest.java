package org.einthoven.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.fhir.DrawingServlet;
import org.einthoven.app.fhir.DrawingSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private static final String TOKEN = "a-token-of-some-length";

    private @Nullable String problem;
    private boolean broken;

    @ParameterizedTest
    @CsvSource({
        "/, 200",
        "/nothing, 404",
        "/health, 404",
        "/health/live, 200",
        "/health/ready, 200",
        "/metrics, 200",
        "/drawing/a.svg, 200",
        "/drawing/b.svg, 404",
        "/drawing/a.exe, 404",
        "/drawing/, 404",
        "/drawing/..%2fa.svg, 400"
    })
    void answersWhatIsThere(String path, int status) throws Exception {
        try (HttpServer server = start(HttpAccess.tokens(List.of(TOKEN)))) {
            HttpResponse<String> answer = get(server, path, TOKEN);

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
            assertThat(answer.body()).doesNotContain("Jetty", "Exception");
        }
    }

    @Test
    void withoutCredentialsItStartsAndRefuses() throws Exception {
        try (HttpServer server = start(HttpAccess.closed())) {
            assertThat(get(server, "/drawing/a.svg", TOKEN).statusCode()).isEqualTo(401);
            assertThat(get(server, "/drawing/a.svg", null).statusCode()).isEqualTo(401);
            assertThat(get(server, "/health/live", null).statusCode()).isEqualTo(200);
        }
        try (HttpServer server = start(HttpAccess.open())) {
            assertThat(get(server, "/drawing/a.svg", null).statusCode()).isEqualTo(200);
        }
    }

    /** A server that closes with bytes unread resets the connection, and the client never sees its answer. */
    @ParameterizedTest
    @CsvSource({"1000000, 401", "40000000, 401"})
    void whoIsRefusedAmidABodyReadsWhy(int length, int status) throws Exception {
        try (HttpServer server = start(HttpAccess.closed());
                Socket client = new Socket("127.0.0.1", server.port())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST /drawing/a.svg HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[length]);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status).contains("A bearer token");
        }
    }

    @Test
    void isNotReadyWhileACheckFails() throws Exception {
        problem = "the disk is full";
        try (HttpServer server = start(HttpAccess.closed())) {
            HttpResponse<String> answer = get(server, "/health/ready", null);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\",\"checks\":{\"store\":\"DOWN\"}}");
            assertThat(get(server, "/health/live", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void doesNotLiveWhenOnlyARestartMendsIt() throws Exception {
        broken = true;
        try (HttpServer server = start(HttpAccess.closed())) {
            HttpResponse<String> answer = get(server, "/health/live", null);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"status\":\"DOWN\",\"checks\":{\"process\":\"DOWN\"}}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void openSecurityIsRefusedBeyondLoopback(String bind) {
        assertThatThrownBy(() -> new HttpSettings(bind, 0, HttpAccess.open(), 65536, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(bind);
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (HttpServer server = start(HttpAccess.closed())) {
            assertThatThrownBy(() ->
                            HttpServer.start(HttpSettings.loopback(server.port(), HttpAccess.closed()), List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + server.port());
        }
    }

    private HttpServer start(HttpAccess access) throws IOException {
        DrawingSource drawings = (id, format) ->
                id.equals("a") ? Optional.of("<svg/>".getBytes(StandardCharsets.UTF_8)) : Optional.empty();
        return HttpServer.start(
                HttpSettings.loopback(0, access),
                List.of(
                        FrontPageServlet.mount(),
                        HealthServlet.mount(List.of(new ReadinessCheck("store", () -> problem)), () -> broken),
                        MetricsServlet.mount(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                        DrawingServlet.mount(drawings)));
    }

    private static HttpResponse<String> get(HttpServer server, String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
