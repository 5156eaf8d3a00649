package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a training run keeps what it made and what is needed to repeat it. */
record RunFolder(Path path) {
    Path weights() {
        return path.resolve("weights.bin");
    }

    Path settings() {
        return path.resolve("run.properties");
    }

    Path log() {
        return path.resolve("loss.csv");
    }

    Path split() {
        return path.resolve("split.csv");
    }

    Path evaluation() {
        return path.resolve("evaluation.md");
    }

    RunFolder create() throws IOException {
        Files.createDirectories(path);
        return this;
    }
}
