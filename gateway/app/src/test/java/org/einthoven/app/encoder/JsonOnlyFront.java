package org.einthoven.app.encoder;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.einthoven.encoder.protocol.Message;

/** Passes requests on to a server and takes the binary extension out of what the server says of itself. */
final class JsonOnlyFront implements AutoCloseable {
    private final URI behind;
    private final HttpServer http;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger binary = new AtomicInteger();

    JsonOnlyFront(URI behind) throws IOException {
        this.behind = behind;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::pass);
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    int binaryMessages() {
        return binary.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            behind.resolve(exchange.getRequestURI().getPath()))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                    .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"));
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            if (exchange.getRequestHeaders().containsKey(Message.JSON_LENGTH_HEADER)
                    || response.headers().firstValue(Message.JSON_LENGTH_HEADER).isPresent()) {
                binary.incrementAndGet();
            }
            byte[] body = new String(response.body(), StandardCharsets.UTF_8)
                    .replace("\"binary_tensor_data\"", "")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(response.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
