package org.einthoven.dicom.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One server's own folder below the spool folder, held by a lock. Folders that nobody holds are what a killed process
 * left: their objects were never acknowledged, so they are removed when the next server starts.
 */
public final class SpoolFolder implements Closeable {

    private static final String PREFIX = "incoming-";
    private static final String LOCK = ".lock";
    private static final System.Logger LOGGER = System.getLogger(SpoolFolder.class.getName());

    private final Path folder;
    private final FileChannel lock;

    private SpoolFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** One at a time in a process: a folder that is made but not locked yet looks abandoned. */
    public static synchronized SpoolFolder openIn(Path parent) throws IOException {
        Files.createDirectories(parent);
        removeAbandoned(parent);
        Path folder = Files.createDirectory(parent.resolve(PREFIX + UUID.randomUUID()));
        FileChannel channel = tryLock(folder);
        if (channel == null) {
            throw new IOException("the new spool folder " + folder.getFileName() + " cannot be locked");
        }
        return new SpoolFolder(folder, channel);
    }

    Path newFile() throws IOException {
        return Files.createTempFile(folder, "", ".dcm");
    }

    private static @Nullable FileChannel tryLock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another server of this process.
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        return held == null ? null : channel;
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                removeIfAbandoned(folder);
            }
        }
    }

    private static void removeIfAbandoned(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = tryLock(folder);
        } catch (NoSuchFileException e) {
            return; // Another server has just removed it.
        }
        if (channel != null) {
            try (channel) {
                remove(folder);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.toList();
        }
        if (files.size() > 1) {
            LOGGER.log(System.Logger.Level.INFO, "removes {0} objects whose reception was cut off", files.size() - 1);
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            LOGGER.log(System.Logger.Level.INFO, "a storage handler still holds a file in the spool folder");
        }
    }
}
