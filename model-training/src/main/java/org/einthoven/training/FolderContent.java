package org.einthoven.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What a folder holds, by names and bytes of its files: whether a stage that read it has read what is there now. The folder itself may be a link. Times
 * of files do not count, as a copy has others; a corrected label may have as many bytes as the wrong one. 13,796 files with 236 MB take 0.7 s, or
 * 2.3 s when none of them was read before, a fraction of their import.
 */
record FolderContent(Path folder) {
    private static final int AT_ONCE = 1 << 16;

    /** "74 files, 5f3c09a1". */
    String told() throws IOException {
        Path real = folder.toRealPath();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(real)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        CRC32C all = new CRC32C();
        byte[] buffer = new byte[AT_ONCE];
        for (Path file : files) {
            String line = real.relativize(file) + " " + checksum(file, buffer) + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return files.size() + " files, " + Long.toHexString(all.getValue());
    }

    private static String checksum(Path file, byte[] buffer) throws IOException {
        CRC32C of = new CRC32C();
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                of.update(buffer, 0, read);
                size += read;
            }
        }
        return size + " " + Long.toHexString(of.getValue());
    }
}
