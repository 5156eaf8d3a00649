package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.einthoven.app.store.ObjectHash;
import org.jspecify.annotations.Nullable;

/**
 * Which ECGs are being read, in a file that outlives this process: after a crash it names those that may have caused it.
 * The file is mapped into memory and never synced, as a process that is killed leaves the page cache as it was; after a
 * power cut it may be wrong, and then nobody is to blame anyway.
 */
public final class InFlight implements AutoCloseable {
    private static final int SLOTS = 256;
    private static final int HASH_BYTES = 32;
    private static final byte[] FREE = new byte[HASH_BYTES];

    private final MappedByteBuffer slots;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<ObjectHash> interrupted = new ArrayList<>();

    private InFlight(MappedByteBuffer slots) {
        this.slots = slots;
        for (int slot = 0; slot < SLOTS; slot++) {
            ObjectHash left = read(slot);
            if (left != null && !interrupted.contains(left)) {
                interrupted.add(left);
            }
            free.add(slot);
        }
    }

    /** Opens or makes the file; what it names stays in it until {@link #forgetInterrupted}. */
    public static InFlight open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new InFlight(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * HASH_BYTES));
        }
    }

    /** What was being read when the process before this one ended without {@link #close}. */
    List<ObjectHash> interrupted() {
        return List.copyOf(interrupted);
    }

    /** When it is noted elsewhere. */
    void forgetInterrupted() {
        clear();
        interrupted.clear();
    }

    /** From now until the exchange is done. */
    void enter(ObjectHash object, Exchange exchange) {
        IntConsumer leave = this::leave;
        int slot = enter(object);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                leave.accept(slot);
            }
        });
    }

    /** @return the slot; -1 when there is none: more at once than any gateway reads */
    synchronized int enter(ObjectHash object) {
        Integer slot = free.poll();
        if (slot == null) {
            return -1;
        }
        slots.put(slot * HASH_BYTES, HexFormat.of().parseHex(object.hex()));
        return slot;
    }

    synchronized void leave(int slot) {
        if (slot >= 0) {
            slots.put(slot * HASH_BYTES, FREE);
            free.add(slot);
        }
    }

    private @Nullable ObjectHash read(int slot) {
        byte[] hash = new byte[HASH_BYTES];
        slots.get(slot * HASH_BYTES, hash);
        return Arrays.equals(hash, FREE) ? null : new ObjectHash(HexFormat.of().formatHex(hash));
    }

    private synchronized void clear() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.put(slot * HASH_BYTES, FREE);
        }
    }

    /** The gateway ends in order: what is still being read did not end it. */
    @Override
    public void close() {
        clear();
    }
}
