package org.einthoven.ecg.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The two files of the shard that is written to. */
final class ShardFiles implements Closeable {
    /** More than are written without being synced. */
    private static final int CHECKED_LINES = 2 * EcgStoreWriter.MOST_UNSYNCED;

    private final FileChannel samples;
    private final FileChannel index;
    private long size;
    private long indexSize;

    private ShardFiles(FileChannel samples, FileChannel index) {
        this.samples = samples;
        this.index = index;
    }

    /**
     * Takes away what a crash left half written.
     *
     * @throws IOException also where more than that would be taken away
     */
    static ShardFiles open(StoreFolder folder, int shard) throws IOException {
        FileChannel samples = channel(folder.samples(shard));
        try {
            return open(folder, shard, samples, channel(folder.index(shard)));
        } catch (IOException e) {
            samples.close();
            throw e;
        }
    }

    private static ShardFiles open(StoreFolder folder, int shard, FileChannel samples, FileChannel index)
            throws IOException {
        try {
            ShardFiles files = new ShardFiles(samples, index);
            files.recover(folder, shard);
            return files;
        } catch (IOException e) {
            index.close();
            throw e;
        }
    }

    private static FileChannel channel(java.nio.file.Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void recover(StoreFolder folder, int shard) throws IOException {
        long all = index.size() / Entry.BYTES;
        long lines = all;
        for (long number = Math.max(0, lines - CHECKED_LINES); number < lines; number++) {
            Entry entry = read(number, folder);
            if (entry == null || !isWhole(entry)) {
                lines = number;
            } else {
                size = entry.end();
            }
        }
        if (all - lines > EcgStoreWriter.MOST_UNSYNCED) {
            throw new IOException(folder.index(shard) + " or its samples are damaged at line " + lines
                    + ", before what a crash can have left: nothing is appended before the store is repaired");
        }
        indexSize = lines * Entry.BYTES;
        truncate();
    }

    private @Nullable Entry read(long number, StoreFolder folder) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(Entry.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return read(index, line, number * Entry.BYTES) ? Entry.read(line, 0, folder.tasks()) : null;
    }

    private boolean isWhole(Entry entry) throws IOException {
        ByteBuffer ecg = ByteBuffer.allocate(entry.bytes());
        return read(samples, ecg, entry.offset()) && entry.fits(ecg.flip());
    }

    private static boolean read(FileChannel from, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into, position + into.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private void truncate() throws IOException {
        samples.truncate(size);
        index.truncate(indexSize);
    }

    /** Bytes of samples. */
    long size() {
        return size;
    }

    /** The samples first: a line of the index tells of samples that are there. */
    void append(ByteBuffer ecg, ByteBuffer line) throws IOException {
        int bytes = ecg.remaining();
        try {
            write(samples, ecg, size);
            write(index, line, indexSize);
        } catch (IOException e) {
            truncate();
            throw e;
        }
        size += bytes;
        indexSize += Entry.BYTES;
    }

    private static void write(FileChannel to, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += to.write(bytes, at);
        }
    }

    void sync() throws IOException {
        samples.force(false);
        index.force(false);
    }

    @Override
    public void close() throws IOException {
        try (samples) {
            index.close();
        }
    }
}
