package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;

/**
 * What retention takes out of the ledger. Only what is settled well: delivered everywhere, kept as a person left it
 * there, or dismissed by a person. What waits, failed or lies in quarantine stays, however old it is, and so does an original
 * whose storage this gateway committed.
 */
public final class Removal {
    /** Of all reports on the ECG: older models' too, and those that were made of other bytes of it. */
    private static final String SETTLED =
            "(r.dismissed_at is not null or (r.state = 'INTERPRETED' and exists (select 1 from delivery d"
                    + " where d.report_id = r.report_id) and not exists (select 1 from report p"
                    + " join delivery d on d.report_id = p.report_id"
                    + " where p.source_key = r.source_key and d.state in ('WAITING', 'FAILED'))))";

    private static final String OLD_REPORT = "p.made_at < :before and p.bundle is not null and not exists"
            + " (select 1 from delivery d where d.report_id = p.report_id and d.state in ('WAITING', 'FAILED'))";

    private static final String OLD_ENTRY =
            "r.received_at < :before and r.changed_at < :before and r.removed_at < :before and " + SETTLED;

    /** Whose sender may have deleted his own, as we answer for it. */
    private static final String UNCOMMITTED = "r.committed_at is null";

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
                        + " and r.sequence > :after and " + UNCOMMITTED + " and " + SETTLED
                        + " order by r.sequence limit :most")
                .bind("before", before.toEpochMilli())
                .bind("after", after)
                .bind("most", atMost)
                .map((row, context) ->
                        new Outdated(row.getLong("sequence"), new ObjectHash(row.getString("object_hash"))))
                .list());
    }

    /** Notes that originals were removed, but for those that came in anew since or were committed; how many. */
    public int removed(List<ObjectHash> objects, Instant before) throws LedgerException {
        if (objects.isEmpty()) {
            return 0;
        }
        long now = ledger.clock().millis();
        return ledger.write(handle -> handle.createUpdate("update received as r set removed_at = :now"
                        + " where r.object_hash in (<objects>) and r.last_received_at < :before and " + UNCOMMITTED
                        + " and " + SETTLED)
                .bind("now", now)
                .bindList("objects", objects.stream().map(ObjectHash::hex).toList())
                .bind("before", before.toEpochMilli())
                .execute());
    }

    /** When an original was removed, as the ledger says; empty where it was not. */
    public Optional<Instant> removedAt(ObjectHash object) throws LedgerException {
        return ledger.read(handle -> handle.createQuery(
                        "select removed_at from received where object_hash = :object and removed_at is not null")
                .bind("object", object.hex())
                .mapTo(Long.class)
                .findFirst()
                .map(Instant::ofEpochMilli));
    }

    /** Takes the mark back, before an original is put back. */
    public void restored(ObjectHash object) throws LedgerException {
        ledger.write(handle -> handle.createUpdate("update received set removed_at = null where object_hash = :object"
                        + " and removed_at is not null")
                .bind("object", object.hex())
                .execute());
    }

    /**
     * What a part of a removal did.
     *
     * @param found how many were to be removed
     * @param removed how many of them still were when it came to it
     * @param last the time of the last of them: there the next part begins
     */
    public record Part(int found, int removed, Instant last) {}

    /** Something that is to be removed, and its time. */
    private record Old<K>(K key, long at) {}

    /**
     * Removes the transactions of reports that were made before this and are at every destination.
     *
     * @param from made at this time or later
     * @param atMost so many
     */
    public Part reports(Instant before, Instant from, int atMost) throws LedgerException {
        List<Old<Long>> old = ledger.read(handle -> handle.createQuery("select p.sequence, p.made_at from report p"
                        + " where p.made_at >= :from and " + OLD_REPORT + " order by p.made_at limit :most")
                .bind("from", from.toEpochMilli())
                .bind("before", before.toEpochMilli())
                .bind("most", atMost)
                .map((row, context) -> new Old<>(row.getLong("sequence"), row.getLong("made_at")))
                .list());
        return part(old, from, (handle, sequences) -> handle.createUpdate(
                        "update report as p set bundle = null, results = null where p.sequence in (<found>) and "
                                + OLD_REPORT)
                .bindList("found", sequences)
                .bind("before", before.toEpochMilli())
                .execute());
    }

    /**
     * Removes all that is known of ECGs that have not changed since before this and whose original is removed. While an
     * original is there it stands in the ledger, so that a rebuilt ledger holds no more than this one.
     *
     * @param from received at this time or later
     * @param atMost so many
     */
    public Part entries(Instant before, Instant from, int atMost) throws LedgerException {
        List<Old<String>> old = ledger.read(handle -> handle.createQuery("select r.object_hash, r.received_at"
                        + " from received r where r.received_at >= :from and " + OLD_ENTRY
                        + " order by r.received_at limit :most")
                .bind("from", from.toEpochMilli())
                .bind("before", before.toEpochMilli())
                .bind("most", atMost)
                .map((row, context) -> new Old<>(row.getString("object_hash"), row.getLong("received_at")))
                .list());
        return part(old, from, (handle, objects) -> {
            List<String> still = handle.createQuery(
                            "select r.object_hash from received r where r.object_hash in (<found>) and " + OLD_ENTRY)
                    .bindList("found", objects)
                    .bind("before", before.toEpochMilli())
                    .mapTo(String.class)
                    .list();
            if (!still.isEmpty()) {
                delete(handle, still);
            }
            return still.size();
        });
    }

    /** Removes runs of jobs that began before this, but for the newest of each. */
    public void runs(Instant before) throws LedgerException {
        ledger.write(handle -> JobRuns.removeBefore(handle, before.toEpochMilli()));
    }

    /** Removes storage commitments that have not changed since before this and of which nothing more will come. */
    public void commitments(Instant before) throws LedgerException {
        ledger.commitments().remove(before);
        ledger.archiveCommitments().remove(before);
    }

    private interface Deletion<K> {
        int remove(Handle handle, List<K> keys);
    }

    /** What was found beside what is being written is removed by its keys, where it may still be. */
    private <K> Part part(List<Old<K>> old, Instant from, Deletion<K> deletion) throws LedgerException {
        if (old.isEmpty()) {
            return new Part(0, 0, from);
        }
        List<K> keys = old.stream().map(Old::key).toList();
        int removed = ledger.write(handle -> deletion.remove(handle, keys));
        return new Part(
                old.size(),
                removed,
                Instant.ofEpochMilli(old.get(old.size() - 1).at()));
    }

    /** With an ECG go its reports, of every model and whichever bytes they were made of, unless other bytes of it stay. */
    private static void delete(Handle handle, List<String> objects) {
        List<String> reports = handle.createQuery("select p.report_id from report p where p.source_key in"
                        + " (select r.source_key from received r where r.object_hash in (<objects>))"
                        + " and not exists (select 1 from received o"
                        + " where o.source_key = p.source_key and o.object_hash not in (<objects>))")
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
        ArchivedTable.remove(handle, objects);
        handle.createUpdate("delete from step where object_hash in (<objects>)")
                .bindList("objects", objects)
                .execute();
        handle.createUpdate("delete from received where object_hash in (<objects>)")
                .bindList("objects", objects)
                .execute();
    }
}
