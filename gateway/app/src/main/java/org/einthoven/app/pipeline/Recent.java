package org.einthoven.app.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many there were within some seconds, to the second. Used by many threads at once. */
final class Recent {
    private final LongSupplier nanoTime;
    private final long begin;
    private final long[] counts;
    private long second;

    Recent(Duration within, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        // The second that has just begun counts beside all whole ones.
        this.counts = new long[(int) within.toSeconds() + 1];
    }

    synchronized void add(int many) {
        turn();
        counts[(int) (second % counts.length)] += many;
    }

    synchronized long sum() {
        turn();
        return Arrays.stream(counts).sum();
    }

    private void turn() {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - begin);
        for (long s = Math.max(second + 1, now - counts.length + 1); s <= now; s++) {
            counts[(int) (s % counts.length)] = 0;
        }
        second = Math.max(second, now);
    }
}
