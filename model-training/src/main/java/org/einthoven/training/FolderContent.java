package org.einthoven.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What a folder holds, by names and sizes of its files: whether a stage that read it has read what is there now. */
record FolderContent(Path folder) {
    /** "74 files, 5f3c09a1". */
    String told() throws IOException {
        CRC32C crc = new CRC32C();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String line = folder.relativize(file) + " " + Files.size(file) + "\n";
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return files.size() + " files, " + Long.toHexString(crc.getValue());
    }
}
