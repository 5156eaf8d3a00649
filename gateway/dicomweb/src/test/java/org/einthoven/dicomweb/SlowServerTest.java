package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that keep a client waiting: each call ends, and says that it is worth another try. */
class SlowServerTest {
    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void letServersGo() {
        over.countDown();
    }

    private DicomWebClient client(FakeServer server, Duration exchange) {
        return new DicomWebClient(
                server.settings().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300), exchange));
    }

    private void waitUntilOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOverWithin(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void assertRetryable(DicomWebException e) {
        assertThat(e.isWorthRetrying()).isTrue();
        assertThat(e.httpStatus()).isEmpty();
    }

    @Test
    void noAnswer() {
        try (FakeServer server = new FakeServer(exchange -> waitUntilOver())) {
            DicomWebClient client = client(server, Duration.ofMinutes(1));
            assertThatThrownBy(client::verify)
                    .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable)
                    .hasMessageContaining("does not answer");
            over.countDown();
        }
    }

    @Test
    void anAnswerThatStops() {
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("[{".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            waitUntilOver();
        })) {
            DicomWebClient client = client(server, Duration.ofMinutes(1));
            assertThatThrownBy(client::verify)
                    .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable)
                    .hasMessageContaining("broke off");
            over.countDown();
        }
    }

    /** A byte now and then, for ever. */
    @Test
    void anAnswerThatTrickles() {
        try (FakeServer server = new FakeServer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/dicom");
            exchange.sendResponseHeaders(200, 0);
            while (!isOverWithin(20)) {
                exchange.getResponseBody().write(0);
                exchange.getResponseBody().flush();
            }
        })) {
            DicomWebClient client = client(server, Duration.ofMillis(600));
            assertThatThrownBy(() -> client.retrieve(RetrieveTarget.study("1.2"), folder, file -> {}))
                    .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable)
                    .hasMessageContaining("broke off");
            assertThat(folder).isEmptyDirectory();
            over.countDown();
        }
    }

    /** The upload fills the buffers of both ends and stands still. */
    @Test
    void anUploadThatNobodyTakes() throws IOException {
        byte[] head = TestSamples.object("1.2", "1.2.3");
        Path large = folder.resolve("large.dcm");
        byte[] bytes = java.util.Arrays.copyOf(head, 32 << 20);
        Files.write(large, bytes);
        try (FakeServer server = new FakeServer(exchange -> waitUntilOver())) {
            DicomWebClient client = client(server, Duration.ofMinutes(1));
            assertThatThrownBy(() -> client.store(List.of(large)))
                    .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable);
            over.countDown();
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DicomWebClient client =
                new DicomWebClient(DicomWebSettings.of(URI.create("http://127.0.0.1:" + port + "/dicom-web")));
        assertThatThrownBy(client::verify)
                .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable)
                .hasMessageContaining("cannot be reached (ConnectException)");
    }

    @Test
    void whatSpeaksNoHttp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> {
                try (Socket accepted = socket.accept()) {
                    accepted.getOutputStream().write("SECRET SECRET\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            DicomWebClient client = new DicomWebClient(
                    DicomWebSettings.of(URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/dicom-web")));
            assertThatThrownBy(client::verify)
                    .isInstanceOfSatisfying(DicomWebException.class, SlowServerTest::assertRetryable)
                    .hasMessageNotContaining("SECRET");
            peer.join();
        }
    }
}
