package org.einthoven.report.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.einthoven.dicom.peers.PeerProcess;
import org.junit.jupiter.api.Assumptions;

/** The validator of dicom3tools, which knows what each IOD demands. */
final class Dicom3Tools {
    private final Path folder;

    Dicom3Tools(Path folder) {
        Assumptions.assumeTrue(
                PeerProcess.find("dciodvfy").isPresent(),
                "skipped: dciodvfy is not installed (Debian: apt-get install dicom3tools)");
        this.folder = folder;
    }

    /** What it says of an object, a line each: "Error - …", "Warning - …", and the name of the IOD. */
    List<String> validate(Path file) throws IOException {
        String program = PeerProcess.find("dciodvfy").orElseThrow().toString();
        Path log = Files.createTempFile(folder, "dciodvfy", ".log");
        try (PeerProcess process = PeerProcess.start(log, List.of(program, file.toString()))) {
            process.await();
            return process.output().lines().toList();
        }
    }
}
