package org.einthoven.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object of 200 MB is stored and retrieved in one JVM with a heap of 48 MB. */
class LargeObjectIT {
    private static final int PIXELS = 200_000_000;

    @TempDir
    Path folder;

    @Test
    void costsNoHeap() throws IOException {
        Path file = largeObject();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Passage.class.getName(),
                file.toString());
        try (PeerProcess process = PeerProcess.start(folder.resolve("passage.log"), command)) {
            assertThat(process.await()).as(process.output()).isZero();
            long size = Files.size(file);
            assertThat(process.output()).contains("received " + size, "stored 0000", "retrieved " + size);
        }
    }

    /** A sparse file: a small object and a private element of 200 MB behind it. */
    private Path largeObject() throws IOException {
        Path file = Files.write(folder.resolve("large.dcm"), TestSamples.object("1.2.3", "1.2.3.4"));
        ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) 0x7FE0).putShort((short) 0x0010).put((byte) 'O').put((byte) 'B');
        header.putShort((short) 0).putInt(PIXELS);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek(sparse.length());
            sparse.write(header.array());
            sparse.setLength(sparse.length() + PIXELS);
        }
        return file;
    }

    /** Stores the file with a receiver of the same process, and retrieves it from a server of the same process. */
    static final class Passage {

        private Passage() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path file = Path.of(arguments[0]);
            Path spool = Files.createDirectory(file.resolveSibling("spool"));
            StowReceiver receiver = new StowReceiver(StowSettings.of("HERE", spool), object -> {
                System.out.println("received " + object.size());
                return DimseStatus.SUCCESS;
            });
            try (StowServer server = new StowServer(receiver)) {
                DicomWebClient client = new DicomWebClient(DicomWebSettings.of(server.base()));
                System.out.println("stored "
                        + client.store(List.of(file)).instances().get(0).status());
            }
            retrieve(file, spool);
        }

        private static void retrieve(Path file, Path spool) throws IOException, InterruptedException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", Upload.TYPE);
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = exchange.getResponseBody();
                        InputStream in = Files.newInputStream(file)) {
                    out.write("--b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    in.transferTo(out);
                    out.write("\r\n--b--".getBytes(StandardCharsets.US_ASCII));
                }
            });
            server.start();
            DicomWebClient client = new DicomWebClient(DicomWebSettings.of(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
            client.retrieve(
                    RetrieveTarget.study("1.2.3"), spool, each -> System.out.println("retrieved " + Files.size(each)));
            server.stop(0);
        }
    }
}
