package org.einthoven.dicom.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Moves every object into a folder and remembers it, as a real handler does. */
public final class StoringHandler implements StorageHandler {

    private final Path folder;
    private final List<StoredObject> objects = new CopyOnWriteArrayList<>();
    private volatile @Nullable String refusal;
    private final List<Path> files = new CopyOnWriteArrayList<>();

    public StoringHandler(Path folder) {
        this.folder = folder;
    }

    @Override
    public DimseStatus store(StoredObject object) throws IOException {
        Path kept = folder.resolve(UUID.randomUUID() + ".dcm");
        Files.move(object.file(), kept);
        files.add(kept);
        objects.add(object);
        return DimseStatus.SUCCESS;
    }

    @Override
    public @Nullable String refusal() {
        return refusal;
    }

    /** From now on nothing is taken; null takes everything again. */
    public void refuse(@Nullable String reason) {
        refusal = reason;
    }

    public List<StoredObject> objects() {
        return objects;
    }

    public List<Path> files() {
        return files;
    }
}
