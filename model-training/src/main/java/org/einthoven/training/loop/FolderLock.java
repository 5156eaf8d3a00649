package org.einthoven.training.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two runs out of one folder, by a file {@value #FILE_NAME} of its own: on Linux a process loses its lock of a file when it closes any channel of
 * that file. The lock ends with the process, however that ends.
 */
public final class FolderLock implements AutoCloseable {
    static final String FILE_NAME = "lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder where it lacks.
     *
     * @throws IOException where another run has it
     */
    public static FolderLock of(Path folder) throws IOException {
        return of(folder, "another run is at work in " + folder);
    }

    /** @param otherwise what is told where another run has it */
    public static FolderLock of(Path folder, String otherwise) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held in this process: the same to a caller.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(otherwise);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
