package org.einthoven.training;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar with what is done, how long it took and will take, and a remark, in one line. */
final class TerminalProgress implements Progress {
    private final ProgressBarBuilder builder;
    private @Nullable ProgressBar bar;

    TerminalProgress(ProgressBarBuilder builder) {
        this.builder = builder;
    }

    @Override
    public void at(long done, long all, String detail) {
        ProgressBar shown = bar;
        if (shown == null) {
            // A run that goes on has steps behind it that took no time now.
            shown = builder.setInitialMax(all).startsFrom(done, Duration.ZERO).build();
            bar = shown;
        }
        shown.setExtraMessage(detail.isEmpty() ? "" : " " + detail);
        shown.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
