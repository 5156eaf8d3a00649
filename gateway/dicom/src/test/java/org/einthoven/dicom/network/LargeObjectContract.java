package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object of 500 MB passes requestor and acceptor in one JVM with a heap of 48 MB. */
public abstract class LargeObjectContract {

    private static final int PIXELS = 500_000_000;

    @TempDir
    Path folder;

    /** The name of the engine that is tested. */
    protected abstract String engine();

    @Test
    void costsNoHeap() throws IOException {
        Path file = largeObject();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Passage.class.getName(),
                engine(),
                file.toString());
        try (PeerProcess process = PeerProcess.start(folder.resolve("passage.log"), command)) {
            assertThat(process.await()).as(process.output()).isZero();
            assertThat(process.output()).contains("stored " + Files.size(file) / 1_000_000 + " MB: 0000");
        }
    }

    /** A sparse file: a small object and a private element of 500 MB behind it. */
    private Path largeObject() throws IOException {
        Path file = folder.resolve("large.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            var dataset = TestObjects.ecg(UID.AmbulatoryECGWaveformStorage, 10, new Random(1));
            DicomWriter.standard().write(DicomFile.of(dataset), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out);
        }
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

    /** Sends the file to a server of the same process. */
    static final class Passage {

        private Passage() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[1]);
            DicomNetwork network =
                    DicomNetworkProvider.named(arguments[0]).orElseThrow().create();
            DicomServerSettings settings = DicomServerSettings.of("EINTHOVEN", 0, file.resolveSibling("spool"));
            try (DicomServer server = network.listen(settings, object -> {
                        System.out.print("stored " + object.size() / 1_000_000 + " MB: ");
                        return DimseStatus.SUCCESS;
                    });
                    DicomAssociation association = network.connect(
                            new RemoteAe("EINTHOVEN", "127.0.0.1", server.port()),
                            DicomClientSettings.of("SENDER"),
                            PresentationContext.forFiles(List.of(file)))) {
                System.out.println(association.store(file));
                association.release();
            }
        }
    }
}
