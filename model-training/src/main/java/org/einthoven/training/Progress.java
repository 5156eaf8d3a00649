package org.einthoven.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.einthoven.training.loop.StepListener;
import org.jspecify.annotations.Nullable;

/** A line now and then: how far, how fast, how much longer. */
final class Progress {
    private static final long EVERY_NANOS = Duration.ofSeconds(15).toNanos();

    private final PrintStream out;
    private final String what;
    private final long total;
    private final LongSupplier nanoTime;
    private final long start;
    private long lastLine;

    Progress(PrintStream out, String what, long total) {
        this(out, what, total, System::nanoTime);
    }

    Progress(PrintStream out, String what, long total, LongSupplier nanoTime) {
        this.out = out;
        this.what = what;
        this.total = total;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        lastLine = start;
    }

    /** For what tells its number of steps only when it begins, or goes on. */
    static StepListener of(PrintStream out, String what) {
        AtomicReference<@Nullable Progress> begun = new AtomicReference<>();
        return (step, steps, detail) -> {
            Progress progress = begun.get();
            if (progress == null) {
                progress = new Progress(out, what, steps);
                begun.set(progress);
            }
            progress.at(step, detail);
        };
    }

    /** Tells that so many are done; prints at most every 15 s, and at the end. */
    void at(long done, String detail) {
        long now = nanoTime.getAsLong();
        if (now - lastLine >= EVERY_NANOS || done == total) {
            lastLine = now;
            double seconds = (now - start) / 1e9;
            long left = done == 0 ? 0 : Math.round(seconds / done * (total - done));
            out.printf(
                    Locale.ROOT,
                    "%s %d/%d, %.0f s, about %d s left%s%n",
                    what,
                    done,
                    total,
                    seconds,
                    left,
                    detail.isEmpty() ? "" : ", " + detail);
        }
    }
}
