package org.einthoven.app.pipeline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.einthoven.app.ledger.Lane;

/** How many more reports may go into the queue of a destination; what finds no room waits in the ledger. */
public final class QueueRoom {
    /** So that the queue of a slow destination does not grow without bound. */
    private static final int MOST = 1000;
    /** Of an archive's: a live report comes behind so many, or behind what the destination takes in a second. */
    private static final int MOST_BEFORE_AN_ARCHIVE = 16;

    private final ToLongFunction<String> depths;
    private final Duration age;
    private final ToLongFunction<String> takenPerSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Recent> sent = new ConcurrentHashMap<>();

    /**
     * @param depths how many messages a queue holds, those in work included; negative when that cannot be told now
     * @param age how old such an answer may be; for an archive's, what this node sent since is added to
     *     it, and what was taken since is taken off
     * @param takenPerSecond how many reports a destination took from this node a second, of late
     */
    public QueueRoom(ToLongFunction<String> depths, Duration age, ToLongFunction<String> takenPerSecond) {
        this(depths, age, takenPerSecond, System::nanoTime);
    }

    QueueRoom(
            ToLongFunction<String> depths, Duration age, ToLongFunction<String> takenPerSecond, LongSupplier nanoTime) {
        this.depths = depths;
        this.age = age;
        this.takenPerSecond = takenPerSecond;
        this.nanoTime = nanoTime;
    }

    /** At least 0. Of an archive none where nobody knows how many are there. */
    int of(String destination, Lane lane) {
        long depth = depths.applyAsLong(Queues.ofDestination(destination));
        if (depth < 0 && lane == Lane.BACKFILL) {
            return 0;
        }
        long since = lane == Lane.BACKFILL ? since(destination) : 0;
        return (int) Math.max(0, most(destination, lane) - Math.max(0, depth) - since);
    }

    /** Notes that so many reports went into the queue of a destination. */
    void sent(String destination, int reports) {
        if (!age.isZero()) {
            recent(destination).add(reports);
        }
    }

    private long since(String destination) {
        return age.isZero()
                ? 0
                : Math.max(0, recent(destination).sum() - takenPerSecond.applyAsLong(destination) * age.toSeconds());
    }

    private Recent recent(String destination) {
        return sent.computeIfAbsent(destination, name -> new Recent(age, nanoTime));
    }

    private long most(String destination, Lane lane) {
        return switch (lane) {
            case LIVE -> MOST;
            case BACKFILL -> Math.min(MOST, Math.max(MOST_BEFORE_AN_ARCHIVE, takenPerSecond.applyAsLong(destination)));
        };
    }
}
