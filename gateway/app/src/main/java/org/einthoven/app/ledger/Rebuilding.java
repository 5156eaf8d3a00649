package org.einthoven.app.ledger;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.einthoven.app.store.ObjectHash;

/** Fills a ledger that was lost from the originals, which are read again. */
public final class Rebuilding {
    private static final String OUTCOME = "REBUILT";
    /** The channel of resources, for which there is no storage commitment. */
    private static final String NEVER_COMMITTED = "fhir";

    private final Ledger ledger;

    Rebuilding(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whether no ECG stands in the ledger. */
    public boolean isNeeded() throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select 1 from received limit 1")
                .mapTo(Integer.class)
                .findFirst()
                .isEmpty());
    }

    /** Those of the objects that the ledger does not know. */
    public List<ObjectHash> unknown(List<ObjectHash> objects) throws LedgerException {
        if (objects.isEmpty()) {
            return List.of();
        }
        Set<String> known = ledger.read(handle -> new HashSet<>(handle.createQuery(
                        "select object_hash from received where object_hash in (<objects>)")
                .bindList("objects", objects.stream().map(ObjectHash::hex).toList())
                .mapTo(String.class)
                .list()));
        return objects.stream().filter(object -> !known.contains(object.hex())).toList();
    }

    /**
     * Notes originals as received and due to be read, one after the other. Nobody knows any more which of them were committed
     * to a sender who has deleted his own since: those that may have been are kept by retention.
     *
     * @param pause between two of them
     * @return how many the ledger did not know
     */
    public int received(List<Arrival> arrivals, Duration pause) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> {
            int added = 0;
            for (Arrival arrival : arrivals) {
                if (ReceivedTable.found(handle, arrival, ledger.node(), now + added * pause.toMillis(), now)) {
                    StepTable.add(handle, arrival.object(), now, StepTable.RECEIVE, OUTCOME, null, ledger.node());
                    if (!arrival.channel().equals(NEVER_COMMITTED)) {
                        Commitments.keep(handle, List.of(arrival.object()), now);
                    }
                    added++;
                }
            }
            return added;
        });
    }
}
