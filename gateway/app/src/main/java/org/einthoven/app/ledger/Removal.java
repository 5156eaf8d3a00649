package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;

/**
 * What retention takes out of the ledger. Only what is settled well: delivered everywhere, or kept as a person left it
 * there. What waits, failed or lies in quarantine stays, however old it is.
 */
public final class Removal {
    private static final String DELIVERED = "r.state = 'INTERPRETED' and exists (select 1 from delivery d"
            + " where d.report_id = r.report_id) and not exists (select 1 from delivery d"
            + " where d.report_id = r.report_id and d.state in ('WAITING', 'FAILED'))";

    private final Ledger ledger;

    Removal(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * An original that a rule no longer wants.
     *
     * @param sequence its place in the order in which ECGs came in
     */
    public record Outdated(long sequence, ObjectHash object) {}

    /** Originals that last came in before this and whose ECGs are settled; those behind this sequence. */
    public List<Outdated> originals(Instant before, long after, int atMost) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select r.sequence, r.object_hash from received r"
                        + " where r.received_at < :before and r.last_received_at < :before and r.removed_at is null"
                        + " and r.sequence > :after and " + DELIVERED + " order by r.sequence limit :most")
                .bind("before", before.toEpochMilli())
                .bind("after", after)
                .bind("most", atMost)
                .map((row, context) ->
                        new Outdated(row.getLong("sequence"), new ObjectHash(row.getString("object_hash"))))
                .list());
    }

    /** Notes that originals were removed, but for those that came in anew since; how many. */
    public int removed(List<ObjectHash> objects, Instant before) throws LedgerException {
        if (objects.isEmpty()) {
            return 0;
        }
        long now = ledger.clock().millis();
        return ledger.write(handle -> handle.createUpdate("update received as r set removed_at = :now"
                        + " where r.object_hash in (<objects>) and r.last_received_at < :before and " + DELIVERED)
                .bind("now", now)
                .bindList("objects", objects.stream().map(ObjectHash::hex).toList())
                .bind("before", before.toEpochMilli())
                .execute());
    }

    /** Whether the ledger says that an original was removed. */
    public boolean isRemoved(ObjectHash object) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(
                        "select 1 from received where object_hash = :object and removed_at is not null")
                .bind("object", object.hex())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
    }

    /** Removes the transactions of reports that were made before this and are at every destination; at most so many. */
    public int reports(Instant before, int atMost) throws LedgerException {
        return ledger.write(handle -> handle.createUpdate("""
                        update report set bundle = null where sequence in (
                                select p.sequence from report p where p.made_at < :before and p.bundle is not null
                                and not exists (select 1 from delivery d where d.report_id = p.report_id
                                        and d.state in ('WAITING', 'FAILED'))
                                limit :most)""")
                .bind("before", before.toEpochMilli())
                .bind("most", atMost)
                .execute());
    }

    /**
     * Removes all that is known of ECGs that have not changed since before this and whose original is removed; at most so
     * many. While an original is there it stands in the ledger, so that a rebuilt ledger holds no more than this one.
     */
    public int entries(Instant before, int atMost) throws LedgerException {
        return ledger.write(handle -> {
            List<String> objects = handle.createQuery("select r.object_hash from received r"
                            + " where r.received_at < :before and r.changed_at < :before and r.removed_at < :before and "
                            + DELIVERED + " order by r.received_at limit :most")
                    .bind("before", before.toEpochMilli())
                    .bind("most", atMost)
                    .mapTo(String.class)
                    .list();
            if (!objects.isEmpty()) {
                delete(handle, objects);
            }
            JobRuns.removeBefore(handle, before.toEpochMilli());
            return objects.size();
        });
    }

    /** With an original go the reports that were made of it, unless the same ECG came in other bytes that stay. */
    private static void delete(Handle handle, List<String> objects) {
        List<String> reports = handle.createQuery("select p.report_id from report p"
                        + " where p.original_hash in (<objects>) and not exists (select 1 from received o"
                        + " where o.report_id = p.report_id and o.object_hash not in (<objects>))")
                .bindList("objects", objects)
                .mapTo(String.class)
                .list();
        if (!reports.isEmpty()) {
            handle.createUpdate("delete from delivery where report_id in (<reports>)")
                    .bindList("reports", reports)
                    .execute();
            handle.createUpdate("delete from report where report_id in (<reports>)")
                    .bindList("reports", reports)
                    .execute();
        }
        handle.createUpdate("delete from step where object_hash in (<objects>)")
                .bindList("objects", objects)
                .execute();
        handle.createUpdate("delete from received where object_hash in (<objects>)")
                .bindList("objects", objects)
                .execute();
    }
}
