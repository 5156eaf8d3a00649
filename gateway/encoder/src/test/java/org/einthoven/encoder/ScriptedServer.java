package org.einthoven.encoder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.einthoven.encoder.protocol.Message;
import org.einthoven.encoder.protocol.ModelMetadata;
import org.einthoven.encoder.protocol.ProtocolException;
import org.einthoven.encoder.protocol.ServerMetadata;

/** An inference server over the JDK's HTTP server: right in everything but what a test makes wrong. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TinyModel model = new TinyModel();
    private final InferenceService service;
    final AtomicInteger inferences = new AtomicInteger();
    /** The clients' ends of the connections that requests came on. */
    final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

    volatile boolean binary = true;
    volatile boolean numbered;
    volatile String numberedVersion = "1";
    volatile Answer inference = ScriptedServer::write;
    volatile String authorization = "";

    /** What becomes of the right answer. */
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange, Message right) throws IOException;
    }

    ScriptedServer(Path modelFolder, int port) throws IOException {
        ModelFolder folder = ModelFolder.open(modelFolder);
        service = new InferenceService(
                windows -> windows.stream().map(model::expected).toList(),
                folder.manifest(),
                folder.contentHash(),
                "0.0.0");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(threads);
        http.createContext("/base/v2", this::handle);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/base");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            connections.add(exchange.getRemoteAddress());
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/base/v2")) {
                write(
                        exchange,
                        new ServerMetadata("s", "1", binary ? List.of("binary_tensor_data") : List.of()).encode());
            } else if (path.equals("/base/v2/models/tiny")) {
                write(exchange, metadata().encode());
            } else if (path.equals("/base/v2/models/tiny" + (numbered ? "" : "/versions/0.0.1") + "/infer")) {
                inferences.incrementAndGet();
                inference.give(exchange, infer(exchange, body));
            } else {
                status(exchange, 404, "{\"error\":\"no " + path + "\"}");
            }
        }
    }

    private ModelMetadata metadata() {
        ModelMetadata own = service.model();
        return numbered ? new ModelMetadata(own.name(), List.of("1"), "p", own.inputs(), own.outputs(), null) : own;
    }

    private Message infer(HttpExchange exchange, byte[] body) throws IOException {
        try {
            Message message =
                    Message.received(body, exchange.getRequestHeaders().getFirst(Message.JSON_LENGTH_HEADER));
            if (message.jsonLength().isPresent() != binary) {
                throw new IOException("the client sends the form that was not announced");
            }
            Message right = service.infer(message);
            return numbered ? withVersion(right) : right;
        } catch (ProtocolException | org.einthoven.ecg.EncoderException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Triton's answers name its own version number and no hash. */
    private Message withVersion(Message right) {
        String json = new String(right.body(), StandardCharsets.ISO_8859_1)
                .replaceFirst("\"model_version\":\"0.0.1\"", "\"model_version\":\"" + numberedVersion + "\"")
                .replaceFirst("\"parameters\":\\{\"content_hash\":\"[0-9a-f]+\"},", "");
        byte[] body = json.getBytes(StandardCharsets.ISO_8859_1);
        int shorter = right.body().length - body.length;
        return right.jsonLength().isEmpty()
                ? Message.json(body)
                : new Message(body, java.util.OptionalInt.of(right.jsonLength().getAsInt() - shorter));
    }

    static void write(HttpExchange exchange, Message message) throws IOException {
        message.jsonLength().ifPresent(length -> exchange.getResponseHeaders()
                .set(Message.JSON_LENGTH_HEADER, Integer.toString(length)));
        exchange.sendResponseHeaders(200, message.body().length);
        exchange.getResponseBody().write(message.body());
    }

    static void status(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
