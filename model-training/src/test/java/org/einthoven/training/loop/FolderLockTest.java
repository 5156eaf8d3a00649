package org.einthoven.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    @Test
    void oneRunAtATime() throws IOException {
        Path run = folder.resolve("run");
        try (FolderLock lock = FolderLock.of(run)) {
            assertThatThrownBy(() -> FolderLock.of(run))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another run is at work in " + run);
        }
        try (FolderLock lock = FolderLock.of(run)) {
            assertThat(lock).isNotNull();
        }
    }
}
