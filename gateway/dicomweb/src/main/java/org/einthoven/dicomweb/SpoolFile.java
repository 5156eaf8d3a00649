package org.einthoven.dicomweb;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/** An object on its way through a file; closing removes the file where it still is. */
final class SpoolFile implements Closeable {
    private static final System.Logger LOGGER = System.getLogger(SpoolFile.class.getName());
    private static final int BUFFER = 1 << 16;

    private final Path path;

    private SpoolFile(Path path) {
        this.path = path;
    }

    static SpoolFile createIn(Path folder) throws SpoolException {
        try {
            return new SpoolFile(Files.createTempFile(folder, "dicomweb-", ".dcm"));
        } catch (IOException e) {
            throw new SpoolException(e);
        }
    }

    Path path() {
        return path;
    }

    /**
     * Writes a whole stream into the file.
     *
     * @param most bytes, beyond which it fails with {@link LimitedInput.TooLongException}
     * @throws SpoolException where the file cannot be written; any other exception is the stream's
     */
    long write(InputStream content, long most) throws IOException {
        InputStream limited = new LimitedInput(content, most);
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = open()) {
            for (int count = limited.read(buffer); count >= 0; count = limited.read(buffer)) {
                write(out, buffer, count);
                size += count;
            }
        }
        return size;
    }

    private OutputStream open() throws SpoolException {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw new SpoolException(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int count) throws SpoolException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw new SpoolException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a spool file could not be removed: " + e.getMessage());
        }
    }

    /** The spool folder cannot be written. */
    static final class SpoolException extends IOException {
        private static final long serialVersionUID = 1L;

        SpoolException(Throwable cause) {
            super("the spool folder cannot be written", cause);
        }
    }
}
