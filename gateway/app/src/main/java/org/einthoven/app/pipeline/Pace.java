package org.einthoven.app.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How often something happened a second, of late. Used by many threads at once. */
final class Pace {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private long begin;
    private long count;
    private long perSecond;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    synchronized void count() {
        turn();
        count++;
    }

    /** In the last whole window of two seconds. */
    synchronized long perSecond() {
        turn();
        return perSecond;
    }

    private void turn() {
        long passed = nanoTime.getAsLong() - begin;
        if (passed >= WINDOW_NANOS) {
            perSecond = count * TimeUnit.SECONDS.toNanos(1) / passed;
            begin += passed;
            count = 0;
        }
    }
}
