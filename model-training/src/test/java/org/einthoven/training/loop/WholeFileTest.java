package org.einthoven.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasThereBeforeOutlastsAWriteThatFails() throws IOException {
        Path file = folder.resolve("split.csv");
        WholeFile.write(file, "first");

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("half way");
                }))
                .hasMessage("half way");

        assertThat(file).hasContent("first");
        assertThat(folder.toFile().list()).containsExactly("split.csv");
        WholeFile.write(file, "second");
        assertThat(file).hasContent("second");
    }

    @Test
    void aFullDiskLeavesNothing() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
        Path file = folder.resolve("weights.bin");
        Files.createSymbolicLink(folder.resolve("weights.bin.tmp"), full);

        assertThatThrownBy(() -> WholeFile.write(file, "x")).hasMessage("No space left on device");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkStaysOneAndNothingIsMovedOverADevice() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        WholeFile.write(link, "after");
        assertThat(link).isSymbolicLink().hasContent("after");
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "only Unix has a device that takes all");
        WholeFile.write(device, "x");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("none/split.csv"), "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + folder.resolve("none"));
    }
}
