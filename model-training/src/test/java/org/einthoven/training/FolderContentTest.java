package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderContentTest {
    @TempDir
    private Path folder;

    private String told() throws IOException {
        return new FolderContent(folder.resolve("set")).told();
    }

    @Test
    void tellsACorrectedLabelOfAsManyBytesButNoOtherTime() throws IOException {
        Path header = Files.createDirectories(folder.resolve("set/below")).resolve("E1.hea");
        Files.writeString(header, "#Dx: 164889003\n");
        FileTime time = Files.getLastModifiedTime(header);
        String before = told();
        assertThat(before).startsWith("1 files, ");

        Files.setLastModifiedTime(header, FileTime.fromMillis(0));
        assertThat(told()).isEqualTo(before);
        Files.writeString(header, "#Dx: 164890007\n");
        Files.setLastModifiedTime(header, time);

        assertThat(told()).isNotEqualTo(before);
        Files.writeString(header, "#Dx: 164889003\n");
        assertThat(told()).isEqualTo(before);
        Files.move(header, header.resolveSibling("E2.hea"));
        assertThat(told()).isNotEqualTo(before);
    }

    @Test
    void theFolderMayBeALink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(real.resolve("E1.hea"), "x");
        Files.createSymbolicLink(folder.resolve("set"), real);
        assertThat(told()).isEqualTo(new FolderContent(real).told());
    }
}
