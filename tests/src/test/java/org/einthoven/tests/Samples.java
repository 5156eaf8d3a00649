package org.einthoven.tests;

import java.nio.file.Path;

/** The sample files that the project ships. */
final class Samples {
    static final Path FOLDER = Path.of("samples").toAbsolutePath();
    static final Path MORTARA = FOLDER.resolve("dicom/pydicom_waveform_ecg.dcm");

    private Samples() {}
}
