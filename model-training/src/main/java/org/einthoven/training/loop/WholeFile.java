package org.einthoven.training.loop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is there whole or not at all: written beside its place under a name that ends in {@value #UNFINISHED}, and moved there when it is on the
 * disk. Where that fails, as on a full disk, what was there before stays, and the room that the rest took is given back.
 */
public final class WholeFile {
    static final String UNFINISHED = ".tmp";

    private WholeFile() {}

    /** What is to be in it. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IOException where it cannot be written, or its folder is missing */
    public static void write(Path file, Content content) throws IOException {
        // A link stays one.
        Path place = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            // Nothing is moved over a device or a pipe.
            try (OutputStream out = Files.newOutputStream(place)) {
                content.writeTo(out);
            }
            return;
        }
        Path written = place.resolveSibling(place.getFileName() + UNFINISHED);
        try {
            writeAll(written, content);
            Files.move(written, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no folder " + place.toAbsolutePath().normalize().getParent(), e);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void writeAll(Path written, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        written,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }
}
