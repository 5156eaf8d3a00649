package org.einthoven.ecg.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store, as it was when it was opened: any window by its number, from files that are mapped into memory, so that 200 GB need no heap. Safe
 * for use by many threads.
 */
public final class EcgStore {
    /** The source of ECGs that the simulator drew. Figures are told apart by it, so no store of people's ECGs may have it. */
    public static final String SIMULATED = "simulated";

    private final StoreFolder folder;
    private final List<ByteBuffer> samples = new ArrayList<>();
    private final List<ByteBuffer> indexes = new ArrayList<>();
    /** The number of the first window of each shard, and behind the last. */
    private final int[] first;

    private int cutOff;

    /** @param whole whether anything but the end that a crash cuts off is refused */
    private EcgStore(StoreFolder folder, boolean whole) throws IOException {
        this.folder = folder;
        int shards = folder.shards();
        this.first = new int[shards + 1];
        for (int shard = 0; shard < shards; shard++) {
            boolean lost = !whole && !Files.exists(folder.samples(shard));
            samples.add(lost ? ByteBuffer.allocate(0) : map(folder.samples(shard)));
            indexes.add(map(folder.index(shard)));
            int lines = whole
                    ? linesUpToACrash(shard, shard + 1 == shards)
                    : indexes.get(shard).capacity() / Entry.BYTES;
            first[shard + 1] = first[shard] + lines;
        }
    }

    /** Whether a folder says that it is one. */
    public static boolean isStore(Path path) {
        return StoreFolder.exists(path);
    }

    /** Whether a name of a source would pass for the simulator's. */
    public static boolean isReserved(String source) {
        return source.strip().equalsIgnoreCase(SIMULATED);
    }

    /** @throws IOException where there is no store or it cannot be read */
    public static EcgStore open(Path path) throws IOException {
        return new EcgStore(StoreFolder.read(path), true);
    }

    /** Any store whose properties can be read, with every line of its index, so that what is whole can be taken out of it. */
    static EcgStore openDamaged(Path path) throws IOException {
        return new EcgStore(StoreFolder.read(path), false);
    }

    private static ByteBuffer map(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("the store lacks its file " + file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** A crash cuts off the end of the last shard, and no more than is written between two syncs; anything else is damage. */
    private int linesUpToACrash(int shard, boolean last) throws IOException {
        int lines = lines(indexes.get(shard), samples.get(shard));
        int cut = (indexes.get(shard).capacity() + Entry.BYTES - 1) / Entry.BYTES - lines;
        if (cut > (last ? EcgStoreWriter.MOST_UNSYNCED : 0)) {
            throw new IOException(
                    folder.index(shard) + " is damaged: its last " + cut + " lines are not as they were written");
        }
        cutOff += cut;
        return lines;
    }

    /** How many windows at the end a crash left half written; they are not counted in {@link #size}. */
    public int cutOff() {
        return cutOff;
    }

    /** Without those at the end that were not written wholly. */
    private int lines(ByteBuffer index, ByteBuffer ecgs) {
        int lines = index.capacity() / Entry.BYTES;
        while (lines > 0) {
            Entry last = Entry.read(index, (lines - 1) * Entry.BYTES, folder.tasks());
            if (last != null && last.end() <= ecgs.capacity()) {
                return lines;
            }
            lines--;
        }
        return 0;
    }

    /** Where its ECGs are from. */
    public String source() {
        return folder.source();
    }

    /** Whose labels it has. */
    public List<Task> tasks() {
        return folder.tasks();
    }

    /** How many windows. */
    public int size() {
        return first[first.length - 1];
    }

    /**
     * What is known of a window.
     *
     * @throws IOException where its line is damaged
     */
    public StoredEcg get(int window) throws IOException {
        return entry(window).ecg();
    }

    /** Of which record a window is, whatever became of its samples; null where its line is damaged. */
    @Nullable
    StoredEcg known(int window) {
        Entry entry = line(window);
        return entry == null ? null : entry.ecg();
    }

    private @Nullable Entry line(int window) {
        int shard = shard(window);
        return Entry.read(indexes.get(shard), (window - first[shard]) * Entry.BYTES, folder.tasks());
    }

    private Entry entry(int window) throws IOException {
        int shard = shard(window);
        Entry entry = line(window);
        if (entry == null
                || entry.offset() < 0
                || entry.end() > samples.get(shard).capacity()) {
            throw new IOException(folder.index(shard) + " is damaged at window " + window);
        }
        return entry;
    }

    private int shard(int window) {
        if (window < 0 || window >= size()) {
            throw new IndexOutOfBoundsException("no window " + window + " of " + size());
        }
        int found = Arrays.binarySearch(first, window);
        int shard = found < 0 ? -found - 2 : found;
        while (first[shard + 1] == first[shard]) {
            shard++;
        }
        return shard;
    }

    /**
     * Reads the samples of a window.
     *
     * @param into 30,000 millivolts, lead after lead in the standard order at 250 Hz, NaN where not valid
     * @throws IOException where its line is damaged, or its samples are not what was written
     */
    public void read(int window, float[] into) throws IOException {
        Entry entry = entry(window);
        LeadSamples.read(samples(window, entry), entry.present(), entry.stored(), into);
    }

    private ByteBuffer samples(int window, Entry entry) throws IOException {
        ByteBuffer bytes = bytes(shard(window), entry);
        if (!entry.fits(bytes)) {
            throw new IOException(folder.samples(shard(window)) + " is damaged at window " + window);
        }
        return bytes;
    }

    /** Appends a window to another store as it is. */
    void copy(int window, EcgStoreWriter to) throws IOException {
        Entry entry = entry(window);
        to.append(entry, samples(window, entry));
    }

    private ByteBuffer bytes(int shard, Entry entry) {
        return samples.get(shard).slice(entry.offset(), entry.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** SHA-256, in hexadecimal, of source, index and with it the checksums of all samples: two stores that agree hold the same. */
    public String fingerprint() {
        return fingerprint(size());
    }

    /** The same of its first windows alone: what it was when it had no more, as a store is only appended to. */
    public String fingerprint(int windows) {
        Objects.checkFromToIndex(0, windows, size());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(folder.source().getBytes(StandardCharsets.UTF_8));
            for (int shard = 0; shard + 1 < first.length; shard++) {
                int lines = Math.max(0, Math.min(windows, first[shard + 1]) - first[shard]);
                digest.update(indexes.get(shard).slice(0, lines * Entry.BYTES));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The windows whose samples or lines are not what was written; reads everything. */
    public List<Integer> damaged() {
        List<Integer> damaged = new ArrayList<>();
        for (int window = 0; window < size(); window++) {
            if (!isWhole(window)) {
                damaged.add(window);
            }
        }
        return damaged;
    }

    private boolean isWhole(int window) {
        try {
            Entry entry = entry(window);
            return entry.fits(bytes(shard(window), entry));
        } catch (IOException e) {
            return false;
        }
    }
}
