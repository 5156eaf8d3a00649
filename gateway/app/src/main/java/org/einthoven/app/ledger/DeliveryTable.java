package org.einthoven.app.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table delivery: one row for every report and destination. */
final class DeliveryTable {
    /**
     * Whether an earlier report of the same patient is not at the same destination yet; a live one waits for none out of an
     * archive, of which there may be thousands.
     */
    static final String EARLIER_WAITS =
            "(" + earlierWaits("LIVE") + " or (d.lane = 'BACKFILL' and " + earlierWaits("BACKFILL") + "))";

    private static final String TASK = "select d.lane, d.state, d.tries, d.version, p.original_hash, p.bundle,"
            + " (select min(r.received_at) from received r where r.object_hash = p.original_hash) as received_at,"
            + " case when d.state = 'WAITING' and " + EARLIER_WAITS + " then 1 else 0 end as held,"
            + " case when exists (select 1 from received r join received o on o.source_identifier = r.source_identifier"
            + " join archived a on a.object_hash = o.object_hash where r.object_hash = p.original_hash"
            + " and o.source_key <> r.source_key and o.removed_at is not null and a.destination = d.destination)"
            + " then 1 else 0 end as withheld"
            + " from delivery d join report p on p.report_id = d.report_id"
            + " where d.report_id = :report and d.destination = :destination";

    private DeliveryTable() {}

    private static String earlierWaits(String lane) {
        return "exists (select 1 from delivery e where e.destination = d.destination and e.patient_key = d.patient_key"
                + " and e.lane = '" + lane + "' and e.state = 'WAITING' and e.sequence < d.sequence)";
    }

    /**
     * Where a report is there already, that stands; where it was given up, it is tried again.
     *
     * @param object the ECG it is addressed for, in whose lane it goes
     */
    static void addressed(
            Handle handle,
            ObjectHash object,
            String reportId,
            @Nullable String patientKey,
            List<String> destinations,
            long at) {
        PreparedBatch batch = handle.prepareBatch("""
                        insert into delivery (report_id, destination, patient_key, lane, state, changed_at)
                        values (:report, :destination, :patient,
                                coalesce((select lane from received where object_hash = :object), 'LIVE'), 'WAITING', :at)
                        on conflict (report_id, destination) do update set state = 'WAITING', tries = 0,
                                lane = excluded.lane, reason = null, next_try_at = null, claimed_at = null, changed_at = :at
                        where delivery.state = 'FAILED'""");
        for (String destination : destinations) {
            batch.bind("report", reportId)
                    .bind("destination", destination)
                    .bind("patient", patientKey)
                    .bind("object", object.hex())
                    .bind("at", at)
                    .add();
        }
        batch.execute();
    }

    /** Ends the tries of a report that another revises, where that one goes; the destinations where it had not arrived. */
    static List<ReportAddress> superseded(Handle handle, String reportId, List<String> destinations) {
        return handle
                .createQuery("delete from delivery where report_id = :report and state in ('WAITING', 'FAILED')"
                        + " and destination in (<destinations>) returning destination,"
                        + " case state when 'WAITING' then lane else 'BACKFILL' end as lane")
                .bind("report", reportId)
                .bindList("destinations", destinations)
                .map(DeliveryTable::address)
                .stream()
                .sorted(Comparator.comparing(address -> destinations.indexOf(address.destination())))
                .toList();
    }

    /** Has a report go to a destination among those that patients wait for, as the one did whose place it takes. */
    static void hurried(Handle handle, String reportId, String destination) {
        handle.createUpdate("update delivery set lane = 'LIVE' where report_id = :report and destination = :destination"
                        + " and state = 'WAITING' and lane = 'BACKFILL'")
                .bind("report", reportId)
                .bind("destination", destination)
                .execute();
    }

    /** The same everywhere, once a live ECG has it. */
    static void hurried(Handle handle, ObjectHash object, String reportId) {
        handle.createUpdate("update delivery set lane = 'LIVE' where report_id = :report and state = 'WAITING'"
                        + " and lane = 'BACKFILL' and exists"
                        + " (select 1 from received where object_hash = :object and lane = 'LIVE')")
                .bind("report", reportId)
                .bind("object", object.hex())
                .execute();
    }

    /** Those of these destinations whose queue the report belongs in now. */
    static List<ReportAddress> toBeQueued(Handle handle, String reportId, List<String> destinations) {
        return handle.createQuery("select destination, lane from delivery where report_id = :report"
                        + " and state = 'WAITING' and next_try_at is null and destination in (<destinations>)"
                        + " order by sequence")
                .bind("report", reportId)
                .bindList("destinations", destinations)
                .map(DeliveryTable::address)
                .list();
    }

    private static ReportAddress address(ResultSet row, StatementContext context) throws SQLException {
        return new ReportAddress(row.getString("destination"), Lane.valueOf(row.getString("lane")));
    }

    static Optional<DeliveryTask> task(Handle handle, String reportId, String destination) {
        return handle.createQuery(TASK)
                .bind("report", reportId)
                .bind("destination", destination)
                .map((row, context) -> {
                    byte[] bundle = row.getBytes("bundle");
                    return new DeliveryTask(
                            reportId,
                            destination,
                            Lane.valueOf(row.getString("lane")),
                            Delivery.State.valueOf(row.getString("state")),
                            row.getInt("tries"),
                            row.getString("version"),
                            row.getInt("held") == 1,
                            new ObjectHash(row.getString("original_hash")),
                            row.getInt("withheld") == 1,
                            Tables.time(row, "received_at"),
                            bundle == null ? new byte[0] : Tables.expanded(bundle));
                })
                .findOne();
    }

    /**
     * Notes the outcome of a try, but where the report has gone on since: it is there, was given up, or a person began its
     * tries anew. That a report that waits or was given up is there now is true however often it was tried.
     *
     * @param version null leaves the one that is known
     * @return whether it was noted
     */
    static boolean tried(Handle handle, String reportId, Delivery delivery, @Nullable String version, long at) {
        boolean there =
                delivery.state() == Delivery.State.DELIVERED || delivery.state() == Delivery.State.KEPT_VERIFIED;
        return handle.createUpdate("""
                        update delivery set state = :state, tries = :tries, reason = :reason, warning = :warning,
                                version = coalesce(:version, version), next_try_at = :next, changed_at = :at
                        where report_id = :report and destination = :destination
                                and ((:there = 1 and state in ('WAITING', 'FAILED'))
                                        or (state = 'WAITING' and tries = :tries - 1))""")
                        .bind("there", there ? 1 : 0)
                        .bind("report", reportId)
                        .bind("destination", delivery.destination())
                        .bind("state", delivery.state().name())
                        .bind("tries", delivery.tries())
                        .bind("reason", Tables.text(delivery.reason()))
                        .bind("warning", Tables.text(delivery.warning()))
                        .bind("version", version)
                        .bind("next", millis(delivery.nextTryAt()))
                        .bind("at", at)
                        .execute()
                == 1;
    }

    /** Puts a report off without a try. */
    static void deferred(
            Handle handle, String reportId, String destination, String reason, Instant nextTryAt, long at) {
        handle.createUpdate("update delivery set reason = :reason, next_try_at = :next, changed_at = :at"
                        + " where report_id = :report and destination = :destination and state = 'WAITING'")
                .bind("report", reportId)
                .bind("destination", destination)
                .bind("reason", Tables.text(reason))
                .bind("next", nextTryAt.toEpochMilli())
                .bind("at", at)
                .execute();
    }

    /** The reports of an ECG that was interpreted, and could not be sent into the queues of their destinations. */
    static boolean notQueued(Handle handle, ObjectHash original, String reason, Instant nextTryAt, long at) {
        return handle.createUpdate(
                                "update delivery set reason = :reason, next_try_at = :next, changed_at = :at"
                                        + " where state = 'WAITING' and next_try_at is null and reason is null and report_id ="
                                        + " (select report_id from received where object_hash = :object and state = 'INTERPRETED')")
                        .bind("reason", Tables.text(reason))
                        .bind("next", nextTryAt.toEpochMilli())
                        .bind("at", at)
                        .bind("object", original.hex())
                        .execute()
                > 0;
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
