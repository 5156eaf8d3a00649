package org.einthoven.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample files, and what pydicom reads in them (tests/samples/dicom, golden.py). */
final class Samples {
    static final Path FOLDER = Path.of("../../tests/samples/dicom");
    static final Path MORTARA = FOLDER.resolve("pydicom_waveform_ecg.dcm");

    static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);

    private Samples() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> golden(String name) throws IOException {
        try (InputStream text = Samples.class.getResourceAsStream("golden/" + name + ".txt")) {
            if (text == null) {
                throw new IOException("There is no golden file for " + name);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
