package org.einthoven.app.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/** An HTTP server on loopback which reads each request and answers as it is told: what stands in the place of a real one. */
public final class AnsweringServer implements AutoCloseable {
    /**
     * An answer.
     *
     * @param body empty for none
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** With a body of a media type. */
        public static Answer of(int status, String contentType, String body) {
            return new Answer(status, Map.of("Content-Type", contentType), body);
        }
    }

    private final HttpServer http;

    private AnsweringServer(HttpServer http) {
        this.http = http;
    }

    /** Starts on a free port; the answer may depend on the request's method and address. */
    public static AnsweringServer start(Function<HttpExchange, Answer> answers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> answer(exchange, answers));
        http.start();
        return new AnsweringServer(http);
    }

    private static void answer(HttpExchange exchange, Function<HttpExchange, Answer> answers) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            Answer answer = answers.apply(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** "http://127.0.0.1:40123". */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
