package org.einthoven.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line now and then: how far, how fast, how much longer. */
final class LoggedProgress implements Progress {
    private static final long EVERY_NANOS = Duration.ofSeconds(15).toNanos();

    private final PrintStream out;
    private final String what;
    private final LongSupplier nanoTime;
    private long start;
    private long lastLine;
    /** Where it began to count: a run that goes on has steps behind it that took no time now. */
    private long before = -1;

    LoggedProgress(PrintStream out, String what, LongSupplier nanoTime) {
        this.out = out;
        this.what = what;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        lastLine = start;
    }

    /** Prints at most every 15 s, and at the end. */
    @Override
    public void at(long done, long all, String detail) {
        long now = nanoTime.getAsLong();
        if (before < 0) {
            before = done;
            // Of the first ones it is not known how many were there before: the time is taken from here.
            start = done == all ? start : now;
        }
        if (now - lastLine >= EVERY_NANOS || done == all) {
            lastLine = now;
            double seconds = (now - start) / 1e9;
            long since = done - before;
            out.printf(
                    Locale.ROOT,
                    "%s %d/%d, %.0f s, %s%s%n",
                    what,
                    done,
                    all,
                    seconds,
                    left(seconds, since, all - done),
                    detail.isEmpty() ? "" : ", " + detail);
        }
    }

    private static String left(double seconds, long since, long missing) {
        if (since == 0 && missing > 0) {
            return "left unknown";
        }
        long left = missing == 0 ? 0 : Math.round(seconds / since * missing);
        return "about " + left + " s left";
    }

    @Override
    public void close() {}
}
