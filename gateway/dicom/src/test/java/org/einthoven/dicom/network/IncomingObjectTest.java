package org.einthoven.dicom.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of an object that is not taken: what it is and from whom, and nothing that leads to a patient. */
class IncomingObjectTest {
    private static final String INSTANCE = "1.2.3.4.5.6";
    private static final Logger LOGGER = Logger.getLogger(IncomingObject.class.getName());
    private static final Origin ORIGIN =
            new Origin("CART1", "EINTHOVEN", new InetSocketAddress(InetAddress.getLoopbackAddress(), 104));

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(listener);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(listener);
    }

    private IncomingObject object(SpoolFolder spool, String sopClass, int maximumSize) {
        FileMeta meta =
                new FileMeta(sopClass, INSTANCE, TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), "CART1", "EINTHOVEN");
        return new IncomingObject(spool, meta, maximumSize);
    }

    @Test
    void neitherARefusalNorAFailureNamesTheInstance() throws IOException {
        try (SpoolFolder spool = SpoolFolder.openIn(folder)) {
            IncomingObject tooLong = object(spool, UID.StandaloneCurveStorage, 1);
            tooLong.write(ByteBuffer.wrap(new byte[2]));
            object(spool, UID.StandaloneCurveStorage, 9).finish(failing(new IOException("disk")), ORIGIN);
            object(spool, "Doe^Jane", 9).finish(failing(new IllegalStateException("fault")), ORIGIN);
        }
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("from CART1").doesNotContain(INSTANCE, "Doe"));
        assertThat(lines.get(0)).contains(UID.StandaloneCurveStorage);
    }

    private static StorageHandler failing(Exception failure) {
        return object -> {
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) failure;
        };
    }
}
