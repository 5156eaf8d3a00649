package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.einthoven.dicom.network.StoringHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests byte by byte, as curl and worse send them, through an HTTP server. */
class RawRequestTest {
    private static final byte[] BODY = new Upload()
            .part(TestSamples.object("1.2.3", "1.2.3.4"))
            .part(TestSamples.object("1.2.3", "1.2.3.5"))
            .end()
            .toBytes();

    @TempDir
    Path folder;

    private Path spool;
    private StoringHandler handler;
    private StowServer server;

    @BeforeEach
    void start() throws IOException {
        spool = Files.createDirectory(folder.resolve("spool"));
        handler = new StoringHandler(Files.createDirectory(folder.resolve("stored")));
        server = new StowServer(new StowReceiver(StowSettings.of("HERE", spool), handler));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void withLength() throws IOException {
        assertThat(exchange("Content-Length: " + BODY.length, BODY)).startsWith("HTTP/1.1 200 ");
        assertThat(handler.files()).hasSize(2);
    }

    @Test
    void inChunksOfOddSizes() throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int at = 0, size = 1; at < BODY.length; at += size, size = size * 2 + 1) {
            int end = Math.min(BODY.length, at + size);
            chunks.writeBytes(TestSamples.latin1(String.format(Locale.ROOT, "%x\r\n", end - at)));
            chunks.writeBytes(Arrays.copyOfRange(BODY, at, end));
            chunks.writeBytes(TestSamples.latin1("\r\n"));
        }
        chunks.writeBytes(TestSamples.latin1("0\r\n\r\n"));
        assertThat(exchange("Transfer-Encoding: chunked", chunks.toByteArray())).startsWith("HTTP/1.1 200 ");
        assertThat(handler.files()).hasSize(2);
    }

    /** The sender's end goes down in the middle of the second object; it still listens. */
    @Test
    void cutOff() throws IOException {
        String answer = exchange("Content-Length: " + BODY.length, Arrays.copyOf(BODY, BODY.length - 100));
        assertThat(answer).startsWith("HTTP/1.1 202 ").contains("1.2.3.4").doesNotContain("1.2.3.5");
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void shorterThanItsMultipartMessage() throws IOException {
        String answer = exchange("Content-Length: " + (BODY.length - 100), BODY);
        assertThat(answer).startsWith("HTTP/1.1 202 ");
        assertThat(handler.files()).hasSize(1);
    }

    @Test
    void withoutAnyBody() throws IOException {
        assertThat(exchange("Content-Length: 0", new byte[0])).startsWith("HTTP/1.1 400 ");
    }

    /** Everything that comes back until the server closes. */
    private String exchange(String header, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "POST /dicom-web/studies HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                    + Upload.TYPE + "\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(TestSamples.latin1(head));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
