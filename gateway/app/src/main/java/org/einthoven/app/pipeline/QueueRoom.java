package org.einthoven.app.pipeline;

import java.util.function.ToLongFunction;
import org.einthoven.app.ledger.Lane;

/** How many more reports may go into the queue of a destination; what finds no room waits in the ledger. */
public final class QueueRoom {
    /** So that the queue of a slow destination does not grow without bound. */
    private static final int MOST = 1000;
    /** Of an archive's: a live report comes behind so many, or behind what the destination takes in a second. */
    private static final int MOST_BEFORE_AN_ARCHIVE = 16;

    private final ToLongFunction<String> depths;
    private final ToLongFunction<String> takenPerSecond;

    /**
     * @param depths how many messages a queue holds, those in work included; negative when that cannot be told now
     * @param takenPerSecond how many reports a destination took from this node a second, of late
     */
    public QueueRoom(ToLongFunction<String> depths, ToLongFunction<String> takenPerSecond) {
        this.depths = depths;
        this.takenPerSecond = takenPerSecond;
    }

    /** At least 0. */
    int of(String destination, Lane lane) {
        long depth = Math.max(0, depths.applyAsLong(Queues.ofDestination(destination)));
        return (int) Math.max(0, most(destination, lane) - depth);
    }

    private long most(String destination, Lane lane) {
        return switch (lane) {
            case LIVE -> MOST;
            case BACKFILL -> Math.min(MOST, Math.max(MOST_BEFORE_AN_ARCHIVE, takenPerSecond.applyAsLong(destination)));
        };
    }
}
