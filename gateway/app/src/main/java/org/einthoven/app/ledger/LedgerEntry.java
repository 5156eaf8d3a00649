package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * Where one ECG stands.
 *
 * @param sequence its place in the order in which ECGs came in
 * @param size of the original in bytes; null where an older gateway did not note it
 * @param arrivals how often these bytes came in
 * @param reason why it waits, is in quarantine, failed or was not analysed; without patient data
 * @param tries how often it was read in vain
 * @param nextTryAt when it is read again; null while it is in the queue or needs nothing more
 * @param sourceIdentifier the SOP Instance UID or whatever names the source; null before it is decoded
 * @param removed whether retention removed the original
 * @param deliveries one a destination; empty before there is a report
 */
public record LedgerEntry(
        long sequence,
        ObjectHash object,
        String channel,
        @Nullable String sender,
        Lane lane,
        String node,
        @Nullable Long size,
        Instant receivedAt,
        int arrivals,
        State state,
        @Nullable String reason,
        int tries,
        @Nullable Instant nextTryAt,
        Instant changedAt,
        @Nullable String format,
        @Nullable String sourceIdentifier,
        @Nullable String reportId,
        @Nullable String model,
        @Nullable Boolean analysed,
        boolean removed,
        List<Delivery> deliveries) {
    public LedgerEntry {
        Objects.requireNonNull(object);
        Objects.requireNonNull(state);
        deliveries = List.copyOf(deliveries);
    }

    /** Whether nothing more will happen to it by itself. */
    public boolean settled() {
        return state != State.RECEIVED && state != State.INTERPRETED;
    }

    /** The stations of an ECG. */
    public enum State {
        /** It lies in the object store and waits to be read. */
        RECEIVED,
        /** It has a report, which is not at every destination yet. */
        INTERPRETED,
        /** Its report is at every destination. */
        DELIVERED,
        /** It cannot be decoded; the original is kept. */
        QUARANTINED,
        /** It could not be read or delivered, however often that was tried. */
        FAILED,
        /** It was in quarantine or could not be read, and a person said that nothing is to be done about it. */
        DISMISSED
    }
}
