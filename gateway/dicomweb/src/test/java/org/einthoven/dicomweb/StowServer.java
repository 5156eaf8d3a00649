package org.einthoven.dicomweb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server before a receiver, as the gateway's servlet is. */
final class StowServer implements AutoCloseable {
    private static final String STUDIES = "/dicom-web/studies";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final StowReceiver receiver;

    StowServer(StowReceiver receiver) {
        this.receiver = receiver;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(STUDIES, this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port() + "/dicom-web");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String rest = exchange.getRequestURI().getPath().substring(STUDIES.length());
        StowResponse response = receiver.receive(new StowRequest(
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Accept"),
                rest.isEmpty() ? null : rest.substring(1),
                "",
                exchange.getRemoteAddress(),
                exchange.getRequestBody()));
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(response.status(), response.body().length);
        exchange.getResponseBody().write(response.body());
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
