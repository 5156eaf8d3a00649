package org.einthoven.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real DICOM ECGs beside the project; tests that need them are skipped, and say so, where they are not there. */
final class Samples {
    private static final Path FOLDER = Path.of("../../../shared/samples");

    private Samples() {}

    static Path dicom(String name) {
        Path file = FOLDER.resolve("dicom").resolve(name);
        assumeTrue(Files.exists(file), () -> "the sample " + name + " is not there");
        return file;
    }

    static Path derived(String name) {
        Path file = FOLDER.resolve("derived").resolve(name);
        assumeTrue(Files.exists(file), () -> "the sample " + name + " is not there");
        return file;
    }
}
