package org.einthoven.app.ledger;

import java.time.Duration;
import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is due for its next try. To claim is to take it out of the schedule in one committed step, so that of several
 * nodes one sends it; what is claimed and never arrives is found by {@link #recoverEcgs} and {@link #recoverReports}.
 */
public final class RetrySchedule {
    /** What the clocks of nodes that share a ledger may be apart. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Ledger ledger;

    RetrySchedule(Ledger ledger) {
        this.ledger = ledger;
    }

    /** An ECG that is due to be read again. */
    public record DueEcg(
            ObjectHash object,
            String channel,
            @Nullable String sender,
            Lane lane,
            long receivedAt,
            @Nullable String patientKey) {}

    /** A report that is due to be offered again. */
    public record DueReport(
            String reportId, String destination, @Nullable String patientKey) {}

    /** Takes up to so many ECGs of a lane that are due, the earliest arrivals first. */
    public List<DueEcg> claimEcgs(Lane lane, int atMost) throws LedgerException {
        long now = ledger.clock().millis();
        String due = "select sequence from received where lane = :lane and state = 'RECEIVED' and next_try_at <= :now"
                + " order by sequence limit :most "
                + ledger.database().dialect().skipLocked();
        return ledger.write(handle -> handle.createQuery("update received set next_try_at = null, changed_at = :now"
                        + " where sequence in (" + due
                        + ") returning object_hash, channel, sender, received_at, patient_key")
                .bind("lane", lane.name())
                .bind("now", now)
                .bind("most", atMost)
                .map((row, context) -> new DueEcg(
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("channel"),
                        row.getString("sender"),
                        lane,
                        row.getLong("received_at"),
                        row.getString("patient_key")))
                .list());
    }

    /**
     * Takes up to so many reports that are due at a destination, the earliest first; none of a patient of whom an
     * earlier one is not there yet.
     */
    public List<DueReport> claimReports(String destination, int atMost) throws LedgerException {
        long now = ledger.clock().millis();
        String due = "select d.sequence from delivery d where d.destination = :destination and d.state = 'WAITING'"
                + " and d.next_try_at <= :now and not " + DeliveryTable.EARLIER_WAITS
                + " order by d.sequence limit :most "
                + ledger.database().dialect().skipLocked();
        return ledger.write(handle -> handle.createQuery("update delivery set next_try_at = null, changed_at = :now"
                        + " where sequence in (" + due + ") returning report_id, patient_key")
                .bind("destination", destination)
                .bind("now", now)
                .bind("most", atMost)
                .map((row, context) ->
                        new DueReport(row.getString("report_id"), destination, row.getString("patient_key")))
                .list());
    }

    /** Puts an ECG back that was claimed and could not be sent. */
    public void putBack(DueEcg due, Duration pause) throws LedgerException {
        long next = ledger.clock().millis() + pause.toMillis();
        ledger.write(handle -> handle.createUpdate("update received set next_try_at = :next"
                        + " where object_hash = :object and state = 'RECEIVED' and next_try_at is null")
                .bind("next", next)
                .bind("object", due.object().hex())
                .execute());
    }

    /** Puts a report back that was claimed and could not be sent. */
    public void putBack(DueReport due, Duration pause) throws LedgerException {
        long next = ledger.clock().millis() + pause.toMillis();
        ledger.write(handle -> handle.createUpdate("update delivery set next_try_at = :next where report_id = :report"
                        + " and destination = :destination and state = 'WAITING' and next_try_at is null")
                .bind("next", next)
                .bind("report", due.reportId())
                .bind("destination", due.destination())
                .execute());
    }

    /**
     * Makes due what the ledger says is in a lane's queue and has been for so long; to be called when it is known not to
     * be there: the queue is empty, or lost what it held.
     *
     * @return how many
     */
    public int recoverEcgs(Lane lane, Duration untouchedFor) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> handle.createUpdate(
                        "update received set next_try_at = :now"
                                + " where lane = :lane and state = 'RECEIVED' and next_try_at is null and changed_at <= :before")
                .bind("now", now)
                .bind("lane", lane.name())
                .bind("before", now - untouchedFor.toMillis())
                .execute());
    }

    /** The same for the queue of a destination. */
    public int recoverReports(String destination, Duration untouchedFor) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(
                handle -> handle.createUpdate("update delivery set next_try_at = :now where destination = :destination"
                                + " and state = 'WAITING' and next_try_at is null and changed_at <= :before")
                        .bind("now", now)
                        .bind("destination", destination)
                        .bind("before", now - untouchedFor.toMillis())
                        .execute());
    }

    /**
     * Where the clock was put back since the last step that the ledger noted, makes due what would wait for longer than
     * any pause lasts.
     *
     * @param longest the longest pause there is
     * @return how many
     */
    public int bringForward(Duration longest) throws LedgerException {
        long now = ledger.clock().millis();
        return ledger.write(handle -> lastStep(handle) <= now + CLOCKS_DIFFER.toMillis()
                ? 0
                : bringForward(handle, "received", "RECEIVED", now, longest)
                        + bringForward(handle, "delivery", "WAITING", now, longest));
    }

    private static long lastStep(Handle handle) {
        return handle.createQuery("select at from step order by sequence desc limit 1")
                .mapTo(Long.class)
                .findFirst()
                .orElse(0L);
    }

    private static int bringForward(Handle handle, String table, String state, long now, Duration longest) {
        return handle.createUpdate("update " + table + " set next_try_at = :now where state = '" + state
                        + "' and next_try_at > :latest")
                .bind("now", now)
                .bind("latest", now + longest.toMillis())
                .execute();
    }
}
