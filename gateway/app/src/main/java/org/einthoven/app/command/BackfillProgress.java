package org.einthoven.app.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
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
    private long over;
    private long total = -1;
    /** For the thread that draws the bar, which waits for no lock of this one. */
    private volatile @Nullable Duration left;

    BackfillProgress(PrintWriter out) {
        this.out = out;
        this.bar = System.console() == null
                ? null
                : ProgressBar.builder()
                        .setTaskName("backfill")
                        .setInitialMax(-1)
                        .setEtaFunction(state -> Optional.ofNullable(left))
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
        tell();
    }

    /** One more was settled by an earlier run: it took no time, and says nothing about what is left. */
    synchronized void stepOver() {
        over++;
        tell();
    }

    private void tell() {
        if (bar != null) {
            left = left(done, over, total, took());
            bar.step();
            bar.setExtraMessage(String.format(Locale.ROOT, " %.1f a second", rate(done, took())));
        } else if (System.nanoTime() >= nextLine) {
            nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
            out.println(line(done, over, total, took()));
            out.flush();
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static double rate(long done, Duration took) {
        return done / Math.max(1e-3, took.toMillis() / 1e3);
    }

    /** Null while nobody can know. */
    private static @Nullable Duration left(long done, long over, long total, Duration took) {
        return done == 0 || total < done + over
                ? null
                : Duration.ofSeconds(Math.round((total - done - over) / rate(done, took)));
    }

    /**
     * How far it is.
     *
     * @param done by this run
     * @param over settled by an earlier run
     * @param total of both and what is left; less where it is not known
     * @param took this run so far
     */
    static String line(long done, long over, long total, Duration took) {
        StringBuilder line = new StringBuilder().append(done + over);
        if (total >= done + over) {
            line.append(" of ").append(total);
        }
        line.append(String.format(Locale.ROOT, " files, %.1f a second", rate(done, took)));
        Duration left = left(done, over, total, took);
        if (left != null) {
            line.append(String.format(
                    Locale.ROOT, ", %d:%02d:%02d left", left.toHours(), left.toMinutesPart(), left.toSecondsPart()));
        }
        return line.toString();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
