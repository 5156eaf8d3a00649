package org.einthoven.training.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of lines in UTF-8, with or without the mark that spreadsheets put before them. */
public final class TextFile {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private TextFile() {}

    /** @throws IOException naming the file where it is missing or no such text */
    public static List<String> lines(Path file) throws IOException {
        try (BufferedReader in = reader(file)) {
            return in.lines().toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException coding ? noText(file, coding) : e.getCause();
        }
    }

    /** Stands behind the mark; its lines may throw {@link CharacterCodingException}, which {@link #noText} tells. */
    public static BufferedReader reader(Path file) throws IOException {
        BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            in.mark(1);
            if (in.read() != BYTE_ORDER_MARK) {
                in.reset();
            }
            return in;
        } catch (CharacterCodingException e) {
            in.close();
            throw noText(file, e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    public static IOException noText(Path file, CharacterCodingException cause) {
        return new IOException(file + " is no text in UTF-8: save it in that encoding", cause);
    }
}
