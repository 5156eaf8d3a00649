package org.einthoven.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Objects that were put aside, out of everyone's sight, until they are deleted or put back. */
public final class RetiredObjects {
    private final ObjectStore store;
    private final Path folder;

    RetiredObjects(ObjectStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Puts an object aside; false when it is not there. */
    public boolean retire(ObjectHash hash) throws IOException {
        Path place = store.pathOf(hash);
        if (!Files.exists(place)) {
            return false;
        }
        Files.createDirectories(folder);
        Files.move(place, folder.resolve(hash.hex()), StandardCopyOption.ATOMIC_MOVE);
        ObjectStore.sync(folder);
        return true;
    }

    /** What lies aside. */
    public List<ObjectHash> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(ObjectStore::isObjectName)
                    .map(ObjectHash::new)
                    .toList();
        }
    }

    /** Puts an object back; where the same bytes came in anew they stay. */
    public void restore(ObjectHash hash) throws IOException {
        Path place = store.pathOf(hash);
        Files.move(folder.resolve(hash.hex()), place, StandardCopyOption.ATOMIC_MOVE);
        ObjectStore.sync(place.resolveSibling(""));
    }

    /** Deletes what lies aside under this name, and nothing else. */
    public void delete(ObjectHash hash) throws IOException {
        Files.deleteIfExists(folder.resolve(hash.hex()));
    }
}
