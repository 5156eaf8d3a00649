package org.einthoven.training.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.ModelManifest;
import org.einthoven.training.loop.FolderLock;
import org.einthoven.training.loop.FolderTree;

/**
 * The folder of a model that is being exported, kept from other exports until it is closed. What is written lies in a hidden folder beside it, with the
 * lock; one of an export that was killed is emptied.
 */
public final class ModelPlace implements AutoCloseable {
    /** Behind the name of the hidden folder. */
    static final String UNFINISHED = ".einthoven-export-unfinished";

    private static final String MODEL = "model";

    private final Path folder;
    private final Path beside;
    private final FolderLock lock;

    private ModelPlace(Path folder, Path beside, FolderLock lock) {
        this.folder = folder;
        this.beside = beside;
        this.lock = lock;
    }

    /** @throws IOException where the folder holds anything but a model, which would be lost, or another export is at work there */
    public static ModelPlace reserve(Path folder) throws IOException {
        requireFree(folder);
        Path place = folder.toAbsolutePath().normalize();
        Path beside = place.resolveSibling("." + place.getFileName() + UNFINISHED);
        FolderLock lock = FolderLock.of(beside, "another export is at work in " + folder);
        return new ModelPlace(folder, beside, lock);
    }

    private static void requireFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file; a model is a folder");
        }
        List<String> files = filesBelow(folder);
        if (!files.isEmpty() && !ModelManifest.filesOfModel(folder).containsAll(files)) {
            throw new IOException("the folder " + folder + " holds files that are of no model: take another folder");
        }
    }

    /** By their paths with '/', as a manifest has them. */
    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    /** An empty folder to write into. */
    Path unfinished() throws IOException {
        Path unfinished = beside.resolve(MODEL);
        FolderTree.delete(unfinished);
        return Files.createDirectories(unfinished);
    }

    /** Puts what was written in its place, instead of a former model. @throws IOException where something else came to lie there since */
    ModelFolder publish() throws IOException {
        requireFree(folder);
        FolderTree.delete(folder);
        Files.move(beside.resolve(MODEL), folder.toAbsolutePath().normalize(), StandardCopyOption.ATOMIC_MOVE);
        return ModelFolder.open(folder);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            FolderTree.delete(beside);
        }
    }
}
