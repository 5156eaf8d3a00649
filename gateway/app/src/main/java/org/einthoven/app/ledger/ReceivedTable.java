package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Optional;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table received: one row for every distinct sequence of bytes. */
final class ReceivedTable {
    private ReceivedTable() {}

    /** What was given up before is tried again; what has its report keeps it; a live arrival overtakes a backfill. */
    static void arrived(Handle handle, Arrival arrival, String node) {
        handle.createUpdate("""
                        insert into received (object_hash, channel, sender, lane, node, size, patient_key, received_at,
                                last_received_at, arrivals, state, changed_at, source_identifier)
                        values (:object, :channel, :sender, :lane, :node, :size, :patient, :at, :at, 1, 'RECEIVED', :at,
                                :identifier)
                        on conflict (object_hash) do update set
                                source_identifier = coalesce(received.source_identifier, :identifier), arrivals = received.arrivals + 1,
                                last_received_at = :at, removed_at = null, dismissed_at = null,
                                lane = case when :lane = 'LIVE' then 'LIVE' else received.lane end,
                                tries = case received.state when 'RECEIVED' then received.tries else 0 end,
                                next_try_at = null, changed_at = :at,
                                reason = case received.state when 'INTERPRETED' then received.reason end,
                                state = case received.state when 'INTERPRETED' then 'INTERPRETED' else 'RECEIVED' end""")
                .bind("object", arrival.object().hex())
                .bind("channel", arrival.channel())
                .bind("sender", arrival.sender())
                .bind("lane", arrival.lane().name())
                .bind("node", node)
                .bind("size", arrival.size())
                .bind("patient", arrival.patientKey())
                .bind("at", arrival.at().toEpochMilli())
                .bind("identifier", arrival.identifier())
                .execute();
    }

    /**
     * An original that lies in the object store and of which nothing is known; false where something is.
     *
     * @param nextTryAt null where a queue has handed it over
     */
    static boolean found(Handle handle, Arrival arrival, String node, @Nullable Long nextTryAt, long now) {
        return handle.createUpdate("""
                        insert into received (object_hash, channel, sender, lane, node, size, patient_key, received_at,
                                last_received_at, arrivals, state, next_try_at, changed_at)
                        values (:object, :channel, :sender, :lane, :node, :size, :patient, :at, :at, 1, 'RECEIVED', :next, :now)
                        on conflict (object_hash) do nothing""")
                        .bind("object", arrival.object().hex())
                        .bind("channel", arrival.channel())
                        .bind("sender", arrival.sender())
                        .bind("lane", arrival.lane().name())
                        .bind("node", node)
                        .bind("size", arrival.size())
                        .bind("patient", arrival.patientKey())
                        .bind("at", arrival.at().toEpochMilli())
                        .bind("next", nextTryAt)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Whether an ECG is known under this source identifier. */
    static boolean isKnown(Handle handle, String sourceIdentifier) {
        return handle.createQuery("select 1 from received where source_identifier = :identifier limit 1")
                .bind("identifier", sourceIdentifier)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** Whether this very original was read before, as this ECG. */
    static boolean isReadAs(Handle handle, ObjectHash object, SourceIdentity source) {
        return handle.createQuery("select 1 from received where object_hash = :object and source_key = :key")
                .bind("object", object.hex())
                .bind("key", source.key())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    static void interpreted(
            Handle handle,
            ObjectHash object,
            String format,
            SourceIdentity source,
            String reportId,
            @Nullable String reason,
            long at) {
        handle.createUpdate("""
                        update received set state = 'INTERPRETED', reason = :reason, changed_at = :at,
                                next_try_at = null, dismissed_at = null, rerun = 0, format = :format,
                                source_identifier = :identifier, source_key = :source, report_id = :id
                        where object_hash = :object""")
                .bind("reason", Tables.text(reason))
                .bind("at", at)
                .bind("format", format)
                .bind("identifier", source.identifier())
                .bind("source", source.key())
                .bind("id", reportId)
                .bind("object", object.hex())
                .execute();
        ArchivedTable.share(handle, object, source);
    }

    /**
     * @param nextTryAt null when it is given up
     * @return false where it was read
     */
    static boolean notRead(
            Handle handle, ObjectHash object, String state, String reason, @Nullable Instant nextTryAt, long at) {
        return handle.createUpdate("update received set state = :state, reason = :reason, next_try_at = :next,"
                                + " tries = tries + 1, changed_at = :at, dismissed_at = null"
                                + " where object_hash = :object and state <> 'INTERPRETED'")
                        .bind("state", state)
                        .bind("reason", Tables.text(reason))
                        .bind("next", nextTryAt == null ? null : nextTryAt.toEpochMilli())
                        .bind("at", at)
                        .bind("object", object.hex())
                        .execute()
                > 0;
    }

    static int tries(Handle handle, ObjectHash object) {
        return handle.createQuery("select tries from received where object_hash = :object")
                .bind("object", object.hex())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    /** A message of an ECG that is scheduled is left over: the schedule sends another when it is due. */
    static Optional<ReadingTask> readingTask(Handle handle, ObjectHash object) {
        return handle.createQuery("select rerun, assigned_patient, assigned_issuer, case when state = 'INTERPRETED'"
                        + " or (state = 'RECEIVED' and next_try_at is null) then 1 else 0 end as wanted"
                        + " from received where object_hash = :object")
                .bind("object", object.hex())
                .map((row, context) -> {
                    String patient = row.getString("assigned_patient");
                    return new ReadingTask(
                            row.getInt("wanted") == 1,
                            row.getInt("rerun") == 1,
                            patient == null ? null : new AssignedPatient(patient, row.getString("assigned_issuer")));
                })
                .findOne();
    }

    static long unread(Handle handle, Lane lane, int atMost) {
        String rows = "select 1 from received where lane = :lane and state = 'RECEIVED' and next_try_at is ";
        return handle.createQuery("select count(*) from (select * from (" + rows + "null limit :most) q"
                        + " union all select * from (" + rows + "not null limit :most) d limit :most) r")
                .bind("lane", lane.name())
                .bind("most", atMost)
                .mapTo(Long.class)
                .one();
    }

    static boolean isQueued(Handle handle, Lane lane, long after, long before) {
        return handle.createQuery("select 1 from received where lane = :lane and state = 'RECEIVED'"
                        + " and next_try_at is null and changed_at > :after and changed_at <= :before limit 1")
                .bind("lane", lane.name())
                .bind("after", after)
                .bind("before", before)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }
}
