package org.einthoven.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Whoever may ask without a token would else keep threads by bodies that never end. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/health/live", "/metrics"})
    void noBodyIsWaitedForWhereAnybodyMayAsk(String path) throws Exception {
        try (HttpServer server = start(HttpAccess.closed());
                Socket client = new Socket("127.0.0.1", server.port())) {
            post(client, path, 1000);
            assertThat(answer(client)).startsWith("HTTP/1.1 405");
        }
    }

    /** A servlet whose own work is slow. */
    private static final class Slow extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            InputStream in = request.getInputStream();
            int sum = in.read();
            busy();
            sum += in.read();
            response.getWriter().print(sum);
        }

        private static void busy() {
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 100_000_000) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theTimeOfTheServerIsNotTheSenders() throws Exception {
        try (HttpServer server = start(Duration.ofSeconds(30), Mount.streamed("/slow", new Slow()));
                Socket client = new Socket("127.0.0.1", server.port())) {
            post(client, "/slow", 2);
            client.getOutputStream().write(new byte[] {20, 22});
            assertThat(answer(client)).startsWith("HTTP/1.1 200").endsWith("42");
        }
    }

    @Test
    void aSenderThatDripsIsCutOff() throws Exception {
        ExecutorService listening = Executors.newSingleThreadExecutor();
        try (HttpServer server = start(Duration.ofMillis(300), Mount.guarded("/slow", new Slow()));
                Socket client = new Socket("127.0.0.1", server.port())) {
            post(client, "/slow", 10_000);
            Future<String> end = listening.submit(() -> answer(client));
            for (int i = 0; i < 1000 && !isDone(end, 20); i++) {
                client.getOutputStream().write(0);
            }
            assertThat(end.get(20, TimeUnit.SECONDS)).startsWith("HTTP/1.1 408").contains("in time");
        } finally {
            listening.shutdownNow();
        }
    }

    @Test
    void aSenderThatFallsSilentHearsWhy() throws Exception {
        try (HttpServer server = start(Duration.ofMillis(300), Mount.guarded("/slow", new Slow()));
                Socket client = new Socket("127.0.0.1", server.port())) {
            post(client, "/slow", 10_000);
            client.getOutputStream().write(0);
            assertThat(answer(client)).startsWith("HTTP/1.1 408").contains("in time");
        }
    }

    @Test
    void aMalformedBodyIsNoFaultOfTheServer() throws Exception {
        try (HttpServer server = start(Duration.ofSeconds(30), Mount.guarded("/slow", new Slow()));
                Socket client = new Socket("127.0.0.1", server.port())) {
            client.getOutputStream()
                    .write("POST /slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno-size\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(client)).startsWith("HTTP/1.1 400");
        }
    }

    /** Whether the server has answered, after so long: the pause is what the client does. */
    private static boolean isDone(Future<?> end, int millis) throws Exception {
        try {
            end.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void post(Socket client, String path, int length) throws IOException {
        client.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket client) throws IOException {
        client.setSoTimeout(60_000);
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A servlet that answers when it is told to. */
    private static final class Held extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient CountDownLatch begun = new CountDownLatch(1);
        private final transient CountDownLatch go = new CountDownLatch(1);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            response.getWriter().print("held");
        }
    }

    @Test
    void silentConnectionsKeepOutNobodyAndEndNoRequest() throws Exception {
        Held held = new Held();
        List<Socket> silent = new ArrayList<>();
        try (HttpServer server = start(Duration.ofMinutes(10), Mount.guarded("/held", held));
                Socket first = from("127.0.0.2", server.port());
                Socket busy = from("127.0.0.2", server.port())) {
            busy.getOutputStream()
                    .write("GET /held HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            held.begun.await();
            for (int i = 0; i < 600; i++) {
                silent.add(from("127.0.0.2", server.port()));
            }
            assertThat(get(server, "/health/live", null).statusCode()).isEqualTo(200);
            assertThat(answer(first)).as("it made way").isEmpty();
            assertThat(get(server, "/health/live", null).statusCode()).isEqualTo(200);
            held.go.countDown();
            assertThat(answer(busy)).startsWith("HTTP/1.1 200").endsWith("held");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static Socket from(String address, int port) throws IOException {
        return new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0);
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

    private static HttpServer start(Duration idleTimeout, Mount mount) throws IOException {
        return HttpServer.start(
                new HttpSettings("127.0.0.1", 0, HttpAccess.open(), HttpSettings.DEFAULT_MAX_BODY_BYTES, idleTimeout),
                List.of(mount, HealthServlet.mount(List.of())));
    }

    private static HttpResponse<String> get(HttpServer server, String path, @Nullable String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
