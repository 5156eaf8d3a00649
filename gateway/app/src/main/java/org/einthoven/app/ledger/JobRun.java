package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job that looks after the rest.
 *
 * @param job "reconciliation", "retention", …
 * @param subject what was looked after: a destination, a source, "all"
 * @param endedAt null while it runs, and for ever where its node died
 * @param outcome "done", or in words why it ended early; null while it runs
 */
public record JobRun(
        long sequence,
        String job,
        String subject,
        String node,
        Instant startedAt,
        @Nullable Instant endedAt,
        Tally tally,
        @Nullable String outcome) {
    public JobRun {
        Objects.requireNonNull(job);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(node);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(tally);
    }

    /**
     * What a run found.
     *
     * @param compared how many were looked at
     * @param missing how many were not as they should be
     * @param mended how many of these were put right, or on their way to it
     */
    public record Tally(long compared, long missing, long mended) {
        public static final Tally NONE = new Tally(0, 0, 0);
    }
}
