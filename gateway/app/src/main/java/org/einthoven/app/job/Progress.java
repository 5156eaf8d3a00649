package org.einthoven.app.job;

import java.util.function.BooleanSupplier;
import org.einthoven.app.ledger.JobRun;

/** What a run has found so far, and whether it is to end. */
final class Progress {
    private final BooleanSupplier stopping;
    private long compared;
    private long missing;
    private long mended;

    Progress(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    boolean stopping() {
        return stopping.getAsBoolean();
    }

    void compared(long count) {
        compared += count;
    }

    void missing(long count) {
        missing += count;
    }

    void mended(long count) {
        mended += count;
    }

    JobRun.Tally tally() {
        return new JobRun.Tally(compared, missing, mended);
    }
}
