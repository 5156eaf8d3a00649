package org.einthoven.app;

import java.nio.file.Path;

/** The DICOM ECGs that the project ships: real ones, and the same in other transfer syntaxes. */
final class Samples {
    private static final Path FOLDER = Path.of("../../tests/samples/dicom");

    private Samples() {}

    static Path dicom(String name) {
        return FOLDER.resolve(name);
    }
}
