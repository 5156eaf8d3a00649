package org.einthoven.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A FHIR server that takes one request at a time, and no POST until it is released; a real one stands behind it. */
final class HeldFront implements AutoCloseable {
    private final URI behind;
    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> posted = new CopyOnWriteArrayList<>();

    HeldFront(URI behind) throws IOException {
        this.behind = behind;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::pass);
        http.start();
    }

    /** "http://127.0.0.1:40123". */
    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    void release() {
        released.countDown();
    }

    /** The bodies of what was posted, in the order in which it was passed on. */
    List<String> posted() {
        return posted;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                released.await();
                posted.add(new String(body, StandardCharsets.UTF_8));
            }
            HttpResponse<byte[]> response = client.send(request(exchange, body), BodyHandlers.ofByteArray());
            response.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null
                ? request.build()
                : request.header("Content-Type", type).build();
    }

    @Override
    public void close() {
        released.countDown();
        http.stop(0);
    }
}
