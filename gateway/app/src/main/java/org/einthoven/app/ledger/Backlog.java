package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Map;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * What is not done. All of it is found by indexes that hold nothing else, so it costs little in a ledger of millions.
 *
 * @param unread ECGs that wait to be read
 * @param quarantined ECGs that cannot be decoded and that nobody dismissed
 * @param failed ECGs that were read in vain and that nobody dismissed
 * @param reports by destination and state how many reports wait or failed; no entry for none
 * @param oldest when the earliest arrival among what waits came in; null when nothing waits
 */
public record Backlog(
        long unread,
        long quarantined,
        long failed,
        Map<Place, Long> reports,
        @Nullable Instant oldest) {
    public Backlog {
        reports = Map.copyOf(reports);
    }

    /** A state at a destination. */
    public record Place(String destination, Delivery.State state) {}
}
