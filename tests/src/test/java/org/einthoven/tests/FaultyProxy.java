package org.einthoven.tests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the gateway and a FHIR server on loopback, and is as bad a network as a test wants. */
final class FaultyProxy implements AutoCloseable {
    /** What becomes of a request. */
    enum Mode {
        /** Forwarded and answered. */
        PASS,
        /** The connection is refused: nobody listens. */
        REFUSE,
        /** Not forwarded; 503. */
        UNAVAILABLE,
        /** Not forwarded; 500. */
        BROKEN,
        /** Not forwarded; 429 with Retry-After. */
        TOO_MANY,
        /** Forwarded; the answer to a transaction is held back until {@link #release()}. */
        LATE,
        /** Forwarded; the connection ends before the answer to a transaction. */
        CUT
    }

    static final int RETRY_AFTER_SECONDS = 2;
    private static final Map<Mode, Integer> REFUSALS =
            Map.of(Mode.UNAVAILABLE, 503, Mode.BROKEN, 500, Mode.TOO_MANY, 429);
    private static final List<String> FORWARDED =
            List.of("accept", "authorization", "cache-control", "content-type", "if-match", "if-none-match", "prefer");
    private static final List<String> ANSWERED =
            List.of("content-type", "etag", "location", "content-location", "last-modified");

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();
    private final Map<String, Long> lastRefused = new ConcurrentHashMap<>();
    private final AtomicLong shortestGap = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile CountDownLatch released = new CountDownLatch(1);
    private final int port;
    private HttpServer listener;
    private volatile Mode mode = Mode.PASS;

    private FaultyProxy(URI server) throws IOException {
        this.server = server;
        this.listener = listen(0);
        this.port = listener.getAddress().getPort();
    }

    /** Passes everything on to this FHIR base, until told otherwise. */
    static FaultyProxy before(URI server) throws IOException {
        return new FaultyProxy(server);
    }

    private HttpServer listen(int atPort) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 0);
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
        return http;
    }

    /** The FHIR base that clients are given. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port + server.getPath());
    }

    /** From the next request on. */
    void be(Mode next) throws IOException {
        if (mode != Mode.REFUSE && next == Mode.REFUSE) {
            listener.stop(0);
        } else if (mode == Mode.REFUSE && next != Mode.REFUSE) {
            listener = listen(port);
        }
        if (next == Mode.LATE) {
            released = new CountDownLatch(1);
        }
        mode = next;
    }

    /** Lets the answers go that are held back, and every later one at once, until it is to be late again. */
    void release() {
        released.countDown();
    }

    /** Counts requests, and the time between them, from zero. */
    void forget() {
        requests.clear();
        lastRefused.clear();
        shortestGap.set(Long.MAX_VALUE);
        mostAtOnce.set(0);
    }

    /** How often each was asked for since {@link #forget()}: "POST /fhir", "GET /fhir/DiagnosticReport/…". */
    Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    /** The shortest time from one refused request to the next of the same name, since {@link #forget()}. */
    Duration shortestGap() {
        return Duration.ofNanos(shortestGap.get());
    }

    /** The most requests that were under way at one time since {@link #forget()}. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** How often a FHIR transaction was sent. */
    int transactions() {
        return requests.getOrDefault("POST " + server.getPath(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            requests.merge(nameOf(exchange), 1, Integer::sum);
            Mode now = mode;
            Integer refusal = REFUSALS.get(now);
            if (refusal != null) {
                noteGap(nameOf(exchange));
                refuse(exchange, refusal);
            } else {
                forward(exchange, now);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void noteGap(String request) {
        long now = System.nanoTime();
        Long before = lastRefused.put(request, now);
        if (before != null) {
            shortestGap.accumulateAndGet(now - before, Math::min);
        }
    }

    private static String nameOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath().replaceAll("/+$", "");
        return exchange.getRequestMethod() + " " + path;
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private void forward(HttpExchange exchange, Mode now) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
        boolean transaction = exchange.getRequestMethod().equals("POST");
        if (transaction && now == Mode.CUT) {
            // Closed without an answer, which the server of the JDK turns into the end of the connection.
            return;
        }
        if (transaction && now == Mode.LATE) {
            released.await();
        }
        answer(exchange, answer);
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(asked.getRawPath() + query))
                .timeout(Duration.ofMinutes(2))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String header : FORWARDED) {
            exchange.getRequestHeaders()
                    .getOrDefault(header, List.of())
                    .forEach(value -> request.header(header, value));
        }
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        for (String header : ANSWERED) {
            answer.headers().firstValue(header).ifPresent(value -> exchange.getResponseHeaders()
                    .set(header, value));
        }
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() throws InterruptedException {
        release();
        listener.stop(0);
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
    }
}
