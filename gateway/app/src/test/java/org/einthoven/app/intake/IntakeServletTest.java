package org.einthoven.app.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.einthoven.app.http.HttpAccess;
import org.einthoven.app.http.HttpServer;
import org.einthoven.app.http.HttpSettings;
import org.einthoven.app.store.ObjectHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What POST /api/files takes for a file, over a real socket. */
class IntakeServletTest {
    /** As a form it would be malformed, and as text cut off. */
    private static final byte[] FILE = {'%', 'z', 0, (byte) 0xff, '&', '=', '&', 'c', 'h', '=', '%'};

    private final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        FileIntake intake = file -> {
            taken.add(file);
            return new FileIntake.Receipt(new ObjectHash("0".repeat(64)), false);
        };
        server = HttpServer.start(HttpSettings.loopback(0, HttpAccess.open()), List.of(IntakeServlet.mount(intake)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=nonsense",
                "multipart/form-data; boundary=x",
                "application/dicom",
                "nonsense"
            })
    void aFileIsTakenWhateverItsClientCallsIt(String contentType) throws Exception {
        assertThat(post("/api/files?channel=file&name=x", contentType)).startsWith("HTTP/1.1 202 ");
        assertThat(post("/api/files", contentType)).startsWith("HTTP/1.1 202 ");

        assertThat(taken).containsExactly(FILE, FILE);
    }

    @Test
    void anotherChannelOrAMalformedAddressIsRefused() throws Exception {
        for (String query : List.of("channel=dicom", "channel=%", "x=%zz", "channel=%ff")) {
            assertThat(post("/api/files?" + query, "application/x-www-form-urlencoded"))
                    .as(query)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("{\"reason\":");
        }
        assertThat(taken).isEmpty();
    }

    private String post(String path, String contentType) throws IOException {
        try (Socket client = new Socket("127.0.0.1", server.port())) {
            OutputStream out = client.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + contentType
                            + "\r\nContent-Length: " + FILE.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(FILE);
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
