package org.einthoven.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model that ships with the gateway. It lies on the classpath; TensorFlow reads from a folder. */
public final class BundledModel {
    private BundledModel() {}

    /**
     * Puts the model into a folder of its own, or finds it there from an earlier start.
     *
     * @param folder where models lie; made if need be
     * @return the model's folder, whose name holds its id, version and content hash
     * @throws InvalidModelException when this build holds no model
     */
    public static Path unpackInto(Path folder) throws IOException {
        return unpackInto(folder, name -> BundledModel.class.getResourceAsStream("model/" + name));
    }

    static Path unpackInto(Path folder, Resources resources) throws IOException {
        byte[] manifestBytes = read(resources, ModelManifest.FILE_NAME);
        ModelManifest manifest = ModelManifest.ofJson(new String(manifestBytes, StandardCharsets.UTF_8));
        Path target = folder.resolve(folderName(manifest, ModelFolder.sha256(manifestBytes)));
        if (isIntact(target)) {
            return target;
        }
        Files.createDirectories(folder);
        Path unpacked = Files.createTempDirectory(folder, ".unpacking-");
        try {
            for (String name : manifest.files().keySet()) {
                write(unpacked.resolve(name), read(resources, name));
            }
            write(unpacked.resolve(ModelManifest.FILE_NAME), manifestBytes);
            ModelFolder.open(unpacked);
            publish(unpacked, target);
        } finally {
            delete(unpacked);
        }
        return target;
    }

    private static String folderName(ModelManifest manifest, String contentHash) {
        return manifest.id() + "-" + manifest.version() + "-" + contentHash.substring(0, 12);
    }

    private static boolean isIntact(Path folder) {
        try {
            ModelFolder.open(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] read(Resources resources, String name) throws IOException {
        try (InputStream in = resources.open(name)) {
            if (in == null) {
                throw new InvalidModelException("this build of the gateway holds no model: " + name + " is not in it");
            }
            return in.readAllBytes();
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Renames, so that nobody ever sees half a model. */
    private static void publish(Path unpacked, Path target) throws IOException {
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Something lies there: the same model, from a process that was faster, or a damaged copy.
            if (!isIntact(target)) {
                delete(target);
                Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Files by their name; null for one that is not there. */
    @FunctionalInterface
    interface Resources {
        @Nullable
        InputStream open(String name) throws IOException;
    }
}
