package org.einthoven.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** How far a backfill is: a bar with the time that is left on a terminal, a line every ten seconds elsewhere. */
final class BackfillProgress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final @Nullable ProgressBar bar;
    private final long begin = System.nanoTime();
    private long nextLine = begin + BETWEEN_LINES.toNanos();
    private long done;
    private long total = -1;

    BackfillProgress(PrintWriter out) {
        this.out = out;
        this.bar = System.console() == null
                ? null
                : ProgressBar.builder()
                        .setTaskName("backfill")
                        .setInitialMax(-1)
                        .showSpeed()
                        .build();
    }

    /** How many there are, those settled before included; known when the tree has been counted. */
    synchronized void total(long count) {
        total = count;
        if (bar != null) {
            bar.maxHint(count);
        }
    }

    /** One more needs nothing more. */
    synchronized void step() {
        done++;
        if (bar != null) {
            bar.step();
        } else if (System.nanoTime() >= nextLine) {
            nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
            out.println(line(done, total, Duration.ofNanos(System.nanoTime() - begin)));
            out.flush();
        }
    }

    static String line(long done, long total, Duration took) {
        double rate = done / Math.max(1e-3, took.toMillis() / 1e3);
        String line = String.format(java.util.Locale.ROOT, "%d files, %.1f a second", done, rate);
        if (total < done) {
            return line;
        }
        long left = Math.round((total - done) / Math.max(1e-6, rate));
        return String.format(
                java.util.Locale.ROOT,
                "%d of %d files, %.1f a second, %d:%02d:%02d left",
                done,
                total,
                rate,
                left / 3600,
                left / 60 % 60,
                left % 60);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
