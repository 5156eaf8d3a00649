package org.einthoven.app.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.einthoven.app.intake.EcgCollection;
import org.jspecify.annotations.Nullable;

/**
 * Which files of an archive are settled, so that a run that was cut short goes on where it was. One line a file: the first
 * 64 bits of the SHA-256 of its path, size and time, so that no name of a patient stands in it. A line that a crash took is a
 * file that is sent once more, and known to the gateway.
 */
final class BackfillState implements AutoCloseable {
    private static final String TITLE = "einthoven backfill 1 to ";
    private static final int DIGITS = 16;
    private static final int LINES_BETWEEN_SYNCS = 64;

    /** Null where nothing is remembered. */
    private final @Nullable FileChannel file;

    private final Keys settled;

    private int unsynced;

    private BackfillState(@Nullable FileChannel file, Keys settled) {
        this.file = file;
        this.settled = settled;
    }

    /**
     * Opens or makes the file, for one run at a time.
     *
     * @param gateway what was settled with another one says nothing
     */
    static BackfillState open(Path path, URI gateway) throws CommandFailure, IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(file, path);
            BackfillState state = new BackfillState(file, read(file, path, gateway));
            // What a crash left of a last line must not run into the next.
            append(file, file.size() == 0 ? TITLE + gateway + "\n" : "\n");
            return state;
        } catch (IOException | CommandFailure | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What is settled, where a file says so; nothing is written, and none is made. */
    static BackfillState readOnly(Path path, URI gateway) throws CommandFailure, IOException {
        if (!Files.exists(path)) {
            return new BackfillState(null, new Keys());
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return new BackfillState(null, read(file, path, gateway));
        }
    }

    private static void lock(FileChannel file, Path path) throws CommandFailure, IOException {
        try {
            if (file.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same as a lock of another process.
        }
        throw CommandFailure.badInput(path + " is in use by another backfill");
    }

    private static Keys read(FileChannel file, Path path, URI gateway) throws CommandFailure, IOException {
        Keys keys = new Keys();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(file), StandardCharsets.US_ASCII));
        String title = lines.readLine();
        if (title != null && !title.equals(TITLE + gateway)) {
            throw CommandFailure.badInput(path + " is not the state of a backfill to " + gateway);
        }
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.length() == DIGITS && line.matches("[0-9a-f]+")) {
                keys.add(line);
            }
        }
        keys.sort();
        return keys;
    }

    /** How many were settled before this run. */
    int size() {
        return settled.size();
    }

    /** Whether a file was settled before this run, and has not changed since. */
    boolean isSettled(EcgCollection.Item item) {
        return settled.contains(key(item));
    }

    /** Notes that a file needs no more. */
    synchronized void settled(EcgCollection.Item item) throws IOException {
        if (file == null) {
            return;
        }
        append(file, key(item) + "\n");
        if (++unsynced == LINES_BETWEEN_SYNCS) {
            file.force(false);
            unsynced = 0;
        }
    }

    private static void append(FileChannel file, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        file.position(file.size());
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static String key(EcgCollection.Item item) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((item.key() + '\n' + item.version()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGITS / 2);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.force(true);
            file.close();
        }
    }

    /** Eight bytes a file, so that millions fit. */
    private static final class Keys {
        private long[] keys = new long[1024];
        private int size;

        void add(String hex) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
            }
            keys[size++] = Long.parseUnsignedLong(hex, 16);
        }

        void sort() {
            Arrays.sort(keys, 0, size);
        }

        int size() {
            return size;
        }

        boolean contains(String hex) {
            long key = Long.parseUnsignedLong(hex, 16);
            return Arrays.binarySearch(keys, 0, size, key) >= 0;
        }
    }
}
