package org.einthoven.app.pipeline;

import org.einthoven.app.ledger.LedgerEntry;
import org.jspecify.annotations.Nullable;

/**
 * What must have come of an ECG.
 *
 * @param ecgs how many stand in the ledger
 * @param state of each of them
 * @param atOwn how many reports came into the gateway's own store
 * @param atEhr the same of the second receiver
 */
record PipelineEnd(int ecgs, LedgerEntry.@Nullable State state, long atOwn, long atEhr) {
    static final PipelineEnd NOTHING = new PipelineEnd(0, null, 0, 0);
    static final PipelineEnd ONE_REPORT = new PipelineEnd(1, LedgerEntry.State.DELIVERED, 1, 1);
}
