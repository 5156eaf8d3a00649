package org.einthoven.ecg.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.einthoven.ecg.NormalisedEcg;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a store. One writer at a time; safe for use by many threads. What was appended before {@link #sync} outlasts the machine; what a
 * crash cut off is taken away when the store is opened again. An append that fails, as on a full disk, leaves nothing behind, and the
 * next may succeed.
 */
public final class EcgStoreWriter implements Closeable {
    /** A shard is mapped into memory as one piece. */
    private static final long SHARD_BYTES = 1L << 30;

    /** After so many windows it syncs by itself, so that only these have to be looked at after a crash. */
    static final int MOST_UNSYNCED = 512;

    private final StoreFolder folder;
    private final long shardBytes;
    private final FileChannel lock;
    private final ByteBuffer samples =
            ByteBuffer.allocateDirect(LeadSamples.MOST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer line = ByteBuffer.allocateDirect(Entry.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int shard;
    private int unsynced;
    private @Nullable ShardFiles files;

    private EcgStoreWriter(StoreFolder folder, long shardBytes, FileChannel lock) {
        this.folder = folder;
        this.shardBytes = shardBytes;
        this.lock = lock;
        this.shard = Math.max(0, folder.shards() - 1);
    }

    /**
     * Opens a store, or makes one where there is none.
     *
     * @param source where its ECGs are from
     * @throws IOException where it is another's, of another format or source, or held by another writer
     */
    public static EcgStoreWriter open(Path path, String source) throws IOException {
        return open(path, source, SHARD_BYTES);
    }

    static EcgStoreWriter open(Path path, String source, long shardBytes) throws IOException {
        if (source.isBlank()) {
            throw new IOException("a store names where its ECGs are from");
        }
        FileChannel lock = lock(path);
        try {
            return new EcgStoreWriter(folder(path, source), shardBytes, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Under the lock: of two that make a store at one moment, the other must not read or write a half of it. */
    private static StoreFolder folder(Path path, String source) throws IOException {
        StoreFolder folder = StoreFolder.exists(path) ? StoreFolder.read(path) : StoreFolder.create(path, source);
        if (!folder.source().equals(source)) {
            throw new IOException("the store " + path + " holds ECGs of '" + folder.source() + "', not of '" + source
                    + "': a source has a store of its own");
        }
        return folder;
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(StoreFolder.lockIn(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held within this process.
        }
        channel.close();
        throw new IOException("another writer holds the store " + path);
    }

    /** Appends one window; one without a valid sample as well. */
    public synchronized void append(StoredEcg ecg, NormalisedEcg window) throws IOException {
        int present = LeadSamples.present(window);
        int stored = LeadSamples.toStore(window, present);
        samples.clear();
        LeadSamples.write(window, stored, samples);
        samples.flip();
        append(new Entry(ecg, 0, present, stored, Entry.checksumOf(samples)), samples);
    }

    /**
     * Appends a window as another store has it.
     *
     * @param entry of which the place in its shard is of no matter
     * @param bytes its samples
     */
    synchronized void append(Entry entry, ByteBuffer bytes) throws IOException {
        ShardFiles to = shardFor(bytes.remaining());
        line.clear();
        entry.at((int) to.size()).write(line, 0, folder.tasks());
        to.append(bytes, line);
        unsynced++;
        if (unsynced == MOST_UNSYNCED) {
            sync();
        }
    }

    private ShardFiles shardFor(int bytes) throws IOException {
        ShardFiles open = files;
        if (open == null) {
            open = ShardFiles.open(folder, shard);
        }
        if (open.size() > 0 && open.size() + bytes > shardBytes) {
            open.sync();
            open.close();
            files = null;
            shard++;
            open = ShardFiles.open(folder, shard);
        }
        files = open;
        return open;
    }

    /** Returns when all that was appended is on the disk. */
    public synchronized void sync() throws IOException {
        ShardFiles open = files;
        if (open != null) {
            open.sync();
            folder.sync();
            unsynced = 0;
        }
    }

    /** Syncs. */
    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            sync();
            ShardFiles open = files;
            if (open != null) {
                open.close();
            }
        }
    }
}
