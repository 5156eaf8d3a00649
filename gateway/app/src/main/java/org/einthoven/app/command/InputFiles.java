package org.einthoven.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.ecg.EcgRecording;

/** The files that a command line names. */
final class InputFiles {
    private InputFiles() {}

    /** That file, if it is one that can be read. */
    static Path readable(Path file) throws CommandFailure {
        if (!Files.exists(file)) {
            throw CommandFailure.badInput(file + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw CommandFailure.badInput(file + " is a folder; a file is asked for");
        }
        if (!Files.isReadable(file)) {
            throw CommandFailure.badInput(file + " cannot be read");
        }
        return file;
    }

    /** The ECG in a file that can be read. */
    static EcgRecording decoded(Path file) throws CommandFailure, IOException {
        try {
            return EcgDecoder.standard().decode(readable(file), DecodingOptions.DEFAULT);
        } catch (EcgDecodingException e) {
            throw CommandFailure.badInput(file + ": " + e.getMessage());
        }
    }

    /**
     * The files named, and those below the folders named, sorted; hidden ones are left out. Of a WFDB record in a
     * folder the header stands for its signal and annotation files.
     */
    static List<Path> below(List<Path> named) throws CommandFailure, IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : named) {
            if (Files.isDirectory(path)) {
                files.addAll(withoutCompanions(inFolder(path)));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    private static List<Path> withoutCompanions(List<Path> files) {
        Set<String> records = files.stream()
                .map(Path::toString)
                .filter(name -> name.endsWith(".hea"))
                .map(name -> name.substring(0, name.length() - 4))
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> !isCompanion(file.toString(), records))
                .toList();
    }

    private static boolean isCompanion(String name, Set<String> records) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/')
                && !name.endsWith(".hea")
                && name.substring(dot).matches("\\.(dat|mat|atr|qrs|xws|ari|ann|i{1,3}|av[rlf]|v[1-6])")
                && records.contains(name.substring(0, dot));
    }

    /** What is wrong with a file, in words: Java's own messages are often no more than its name. */
    static String reason(Exception exception) {
        Throwable cause = exception instanceof UncheckedIOException ? exception.getCause() : exception;
        if (cause instanceof NoSuchFileException) {
            return cause.getMessage() + " does not exist";
        }
        if (cause instanceof AccessDeniedException) {
            return cause.getMessage() + " cannot be read or written";
        }
        return String.valueOf(cause == null ? exception.getMessage() : cause.getMessage());
    }
}
