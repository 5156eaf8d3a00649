package org.einthoven.codecs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file to decode, with its first bytes at hand for recognition. */
public final class EcgSource {
    /** How many of the first bytes {@link #head()} gives. */
    public static final int HEAD_LENGTH = 4096;

    private final Path file;
    private final long size;
    private final byte[] head;

    private EcgSource(Path file, long size, byte[] head) {
        this.file = file;
        this.size = size;
        this.head = head;
    }

    /**
     * Reads the file's first bytes.
     *
     * @throws NoSuchFileException when there is none
     * @throws EcgDecodingException when it is not a regular file
     */
    public static EcgSource open(Path file) throws IOException, EcgDecodingException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new EcgDecodingException("not a file but a " + (Files.isDirectory(file) ? "folder" : "device"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new EcgSource(file, Files.size(file), in.readNBytes(HEAD_LENGTH));
        }
    }

    public Path file() {
        return file;
    }

    /** Bytes in the file. */
    public long size() {
        return size;
    }

    /** The first bytes, fewer when the file is shorter. The array is this object's own: do not write to it. */
    public byte[] head() {
        return head;
    }

    /** The first bytes as ISO 8859-1, in which every byte is a character. */
    public String headText() {
        return new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /**
     * The whole file.
     *
     * @param limit bytes; a larger file is refused before it is read
     */
    public byte[] read(long limit) throws IOException, EcgDecodingException {
        return read(file, limit);
    }

    /** A whole file, such as the signal file beside a header. */
    public static byte[] read(Path file, long limit) throws IOException, EcgDecodingException {
        long size = Files.size(file);
        if (size > limit) {
            throw new EcgDecodingException("the file of " + size + " bytes exceeds the limit of " + limit + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            // Bounded again: the file may grow between the two looks at it.
            return in.readNBytes(Math.toIntExact(limit));
        }
    }
}
