package org.einthoven.app.job;

import java.util.function.BooleanSupplier;
import org.einthoven.app.ledger.JobRun;
import org.jspecify.annotations.Nullable;

/** What a run has found so far, and whether it is to end. */
final class Progress {
    private final BooleanSupplier stopping;
    private long compared;
    private long missing;
    private long mended;
    private long untaken;
    private @Nullable String firstReason;

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

    /**
     * Counts one that could not be taken, which ends no run.
     *
     * @param reason why, without patient data
     */
    void untaken(String reason) {
        untaken++;
        if (firstReason == null) {
            firstReason = reason;
        }
    }

    /** How many could not be taken as ECGs, and why the first was not; null when there was none. */
    @Nullable
    Untaken untaken() {
        return firstReason == null ? null : new Untaken(untaken, firstReason);
    }

    /** @param firstReason without patient data */
    record Untaken(long count, String firstReason) {
        /** @param where the name of the collection, or nothing */
        String told(String where) {
            return count + (count == 1 ? " file" : " files") + where + " could not be taken as "
                    + (count == 1 ? "an ECG" : "ECGs") + "; the first: " + firstReason;
        }
    }

    JobRun.Tally tally() {
        return new JobRun.Tally(compared, missing, mended);
    }
}
