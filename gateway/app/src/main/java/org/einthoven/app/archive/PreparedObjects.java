package org.einthoven.app.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The objects of one try to deliver, as Part 10 files that are gone when it is closed. */
final class PreparedObjects implements AutoCloseable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Path> lent = new ArrayList<>();

    /** @param folder an existing one */
    PreparedObjects(Path folder) {
        this.folder = folder;
    }

    void add(byte[] object) throws IOException {
        Path file = Files.createTempFile(folder, "result-", ".dcm");
        files.add(file);
        Files.write(file, object);
    }

    /** One that lies elsewhere, and stays there. */
    void lend(Path file) {
        lent.add(file);
    }

    List<Path> files() {
        List<Path> all = new ArrayList<>(lent);
        all.addAll(files);
        return List.copyOf(all);
    }

    @Override
    public void close() {
        files.forEach(PreparedObjects::remove);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(PreparedObjects.class.getName())
                    .log(System.Logger.Level.WARNING, "a sent object could not be removed: " + e.getMessage());
        }
    }
}
