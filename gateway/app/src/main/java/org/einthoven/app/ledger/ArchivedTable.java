package org.einthoven.app.ledger;

import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.jdbi.v3.core.Handle;

/** The tables archived and doubtful: what archives have committed, and what they may have otherwise than it came. */
final class ArchivedTable {
    /** That it has an object of this UID already (PS3.7 annex C). */
    private static final String DUPLICATE = "0111";

    private ArchivedTable() {}

    /** Notes that an archive has committed the original of a report, in whatever bytes it came; false where it is not that. */
    static boolean add(
            Handle handle, String reportId, String destination, String sopClassUid, String sopInstanceUid, long now) {
        return handle.createUpdate("""
                        insert into archived (object_hash, destination, at, sop_class_uid)
                        select r.object_hash, cast(:destination as text), cast(:now as bigint), cast(:class as text)
                            from received r where r.source_identifier = :identifier
                            and r.source_key = (select source_key from report where report_id = :report)
                        on conflict (object_hash, destination) do update set at = excluded.at,
                            sop_class_uid = excluded.sop_class_uid""")
                        .bind("destination", destination)
                        .bind("now", now)
                        .bind("class", sopClassUid)
                        .bind("identifier", SourceIdentity.identifier(sopInstanceUid))
                        .bind("report", reportId)
                        .execute()
                > 0;
    }

    /** What an archive has it has in whatever bytes the same content comes. */
    static void share(Handle handle, ObjectHash object, SourceIdentity source) {
        handle.createUpdate("""
                        insert into archived (object_hash, destination, at, sop_class_uid)
                        select cast(:object as text), a.destination, a.at, a.sop_class_uid from archived a
                            where a.object_hash <> :object and a.object_hash in
                                (select r.object_hash from received r where r.source_key = :source)
                        on conflict (object_hash, destination) do nothing""")
                .bind("object", object.hex())
                .bind("source", source.key())
                .execute();
    }

    /**
     * Notes that an archive took the original of a report with another status than success; false where that was known, where it is
     * not the original, or where the archive says that it has it and took it plainly before.
     */
    static boolean doubt(
            Handle handle, String reportId, String destination, String sopInstanceUid, String status, long now) {
        return handle.createUpdate("""
                        insert into doubtful (source_key, destination, status, at)
                        select distinct r.source_key, cast(:destination as text), cast(:status as text),
                                cast(:now as bigint)
                            from received r where r.source_identifier = :identifier
                            and r.source_key = (select source_key from report where report_id = :report)
                            and (:status <> :duplicate or not exists (select 1 from archived a
                                where a.object_hash = r.object_hash and a.destination = :destination))
                        on conflict (source_key, destination) do nothing""")
                        .bind("destination", destination)
                        .bind("status", status)
                        .bind("now", now)
                        .bind("identifier", SourceIdentity.identifier(sopInstanceUid))
                        .bind("report", reportId)
                        .bind("duplicate", DUPLICATE)
                        .execute()
                > 0;
    }

    /** The originals of a report that were committed to a peer. */
    static List<ObjectHash> committed(Handle handle, String reportId) {
        return handle.createQuery("select r.object_hash from received r where r.source_key ="
                        + " (select source_key from report where report_id = :report) and exists (select 1 from step s"
                        + " where s.object_hash = r.object_hash and s.step = '" + StepTable.COMMIT + "')")
                .bind("report", reportId)
                .map((row, context) -> new ObjectHash(row.getString("object_hash")))
                .list();
    }

    /** Whether an archive may have one of these otherwise than it came. */
    static boolean isDoubtful(Handle handle, List<ObjectHash> originals, String destination) {
        return handle.createQuery("select 1 from doubtful d join received r on r.source_key = d.source_key"
                        + " where r.object_hash in (<objects>) and d.destination = :destination limit 1")
                .bindList("objects", originals.stream().map(ObjectHash::hex).toList())
                .bind("destination", destination)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** Forgets originals, before they are forgotten themselves. */
    static void remove(Handle handle, List<String> objects) {
        handle.createUpdate("delete from archived where object_hash in (<objects>)")
                .bindList("objects", objects)
                .execute();
        handle.createUpdate("delete from doubtful where source_key in (select r.source_key from received r"
                        + " where r.object_hash in (<objects>)) and not exists (select 1 from received o"
                        + " where o.source_key = doubtful.source_key and o.object_hash not in (<objects>))")
                .bindList("objects", objects)
                .execute();
    }
}
