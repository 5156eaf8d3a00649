package org.einthoven.dicomweb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes, and then a failure. */
final class BrokenStream extends InputStream {
    private final ByteArrayInputStream bytes;

    BrokenStream(byte[] bytes) {
        this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
        return failing(bytes.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return failing(bytes.read(buffer, offset, length));
    }

    private static int failing(int read) throws IOException {
        if (read < 0) {
            throw new IOException("connection reset");
        }
        return read;
    }
}
