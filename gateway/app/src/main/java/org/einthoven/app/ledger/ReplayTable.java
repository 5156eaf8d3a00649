package org.einthoven.app.ledger;

import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What a replay reads and writes. An obstacle is why one of those meant is passed over, in words; null where none is. */
final class ReplayTable {
    private static final String GONE = "the original was removed by retention";
    private static final String QUEUED = "it is in the queue already";

    private static final String OBSTACLE_TO_READING = "case when r.removed_at is not null then '" + GONE
            + "' when r.state = 'RECEIVED' and r.next_try_at is null then '" + QUEUED + "' end";
    private static final String OBSTACLE_TO_RELEASE = "case when r.removed_at is not null then '" + GONE
            + "' when r.state not in ('QUARANTINED', 'FAILED') then 'it was read: its report can be sent again' end";
    private static final String OBSTACLE_TO_SENDING =
            "case when p.bundle is null then 'the report was removed by retention; read the ECG again'"
                    + " when d.state = 'WAITING' and d.next_try_at is null then '" + QUEUED + "' end";

    private static final String WITHOUT_REPORT = "it has no report yet; read the ECG again";

    private ReplayTable() {}

    /** How many meet one obstacle, or none. */
    record Group(@Nullable String obstacle, long count) {}

    /**
     * A part of a replay.
     *
     * @param from when the first of the whole is due, in milliseconds since 1970
     * @param done how many parts before made due
     * @param after the sequence behind which it begins
     * @param many whether they are to delay no other
     */
    record Page(long from, long done, long after, int size, boolean many, String node) {
        long due(int index, double ratePerSecond) {
            return from + Math.round((done + index) * 1000 / ratePerSecond);
        }
    }

    /** @param next the sequence behind which the next part begins; -1 after the last */
    record Paged(int done, long next) {}

    static List<Group> groups(Handle handle, Replay replay, EcgFilter filter) {
        String sql = replay.action() == Replay.Action.RESEND
                ? "select obstacle, count(*) as n from (select " + OBSTACLE_TO_SENDING + " as obstacle"
                        + deliveries(replay)
                        + " where " + reportsOf(filter) + " union all select '" + WITHOUT_REPORT
                        + "' from received r where r.report_id is null and " + filter.where() + ") o group by obstacle"
                : "select obstacle, count(*) as n from (select " + obstacle(replay.action())
                        + " as obstacle from received r where " + filter.where() + ") o group by obstacle";
        return to(handle.createQuery(sql).bindMap(filter.bindings()), replay)
                .map((row, context) -> new Group(row.getString("obstacle"), row.getLong("n")))
                .list();
    }

    static Paged page(Handle handle, Replay replay, EcgFilter filter, Page page) {
        return replay.action() == Replay.Action.RESEND
                ? resend(handle, replay, filter, page)
                : read(handle, replay, filter, page);
    }

    private record Ecg(
            long sequence, ObjectHash object, @Nullable String obstacle) {}

    private static Paged read(Handle handle, Replay replay, EcgFilter filter, Page page) {
        Query query = handle.createQuery("select r.sequence, r.object_hash, " + obstacle(replay.action())
                + " as obstacle from received r where r.sequence > :after and " + filter.where()
                + " order by r.sequence limit :size");
        List<Ecg> ecgs = query.bindMap(filter.bindings())
                .bind("after", page.after())
                .bind("size", page.size())
                .map((row, context) -> new Ecg(
                        row.getLong("sequence"),
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("obstacle")))
                .list();
        int done = 0;
        for (Ecg ecg : ecgs) {
            if (ecg.obstacle() == null) {
                readAgain(handle, replay, page, ecg.object(), page.due(done++, replay.ratePerSecond()));
            }
        }
        return new Paged(
                done, ecgs.size() < page.size() ? -1 : ecgs.get(ecgs.size() - 1).sequence());
    }

    private static void readAgain(Handle handle, Replay replay, Page page, ObjectHash object, long due) {
        boolean release = replay.action() == Replay.Action.RELEASE;
        AssignedPatient patient = replay.patient();
        handle.createUpdate("""
                        update received set state = 'RECEIVED', tries = 0, reason = :reason, next_try_at = :due,
                                lane = case when :many = 1 then 'BACKFILL' else lane end, changed_at = :at,
                                rerun = case when :rerun = 1 then 1 else rerun end,
                                assigned_patient = coalesce(:patient, assigned_patient),
                                assigned_issuer = case when :assigned = 1 then :issuer else assigned_issuer end
                        where object_hash = :object""")
                .bind("reason", release ? "released by hand" : "read again by hand")
                .bind("due", due)
                .bind("rerun", release ? 0 : 1)
                .bind("many", page.many() ? 1 : 0)
                .bind("at", page.from())
                .bind("patient", patient == null ? null : patient.identifier())
                .bind("assigned", patient == null ? 0 : 1)
                .bind("issuer", patient == null ? null : patient.issuer())
                .bind("object", object.hex())
                .execute();
        String reason = "by " + replay.by() + (patient == null ? "" : ", who said whose it is");
        StepTable.add(
                handle, object, page.from(), StepTable.REPLAY, release ? "RELEASED" : "RERUN", reason, page.node());
    }

    private record Report(long sequence, String id, ObjectHash original) {}

    private record Sent(String destination, @Nullable String obstacle) {}

    /** Pages hold whole reports, as the state of an ECG, which a filter may ask for, follows from all its deliveries. */
    private static Paged resend(Handle handle, Replay replay, EcgFilter filter, Page page) {
        Query query = handle.createQuery("select p.sequence, p.report_id, p.original_hash from report p"
                + " where p.sequence > :after and exists (select 1 from received r where r.report_id = p.report_id and "
                + filter.where() + ") order by p.sequence limit :size");
        List<Report> reports = query.bindMap(filter.bindings())
                .bind("after", page.after())
                .bind("size", page.size())
                .map((row, context) -> new Report(
                        row.getLong("sequence"),
                        row.getString("report_id"),
                        new ObjectHash(row.getString("original_hash"))))
                .list();
        int done = 0;
        for (Report report : reports) {
            for (Sent sent : sent(handle, replay, report.id())) {
                if (sent.obstacle() == null) {
                    sendAgain(
                            handle, replay, page, report, sent.destination(), page.due(done++, replay.ratePerSecond()));
                }
            }
        }
        return new Paged(
                done,
                reports.size() < page.size()
                        ? -1
                        : reports.get(reports.size() - 1).sequence());
    }

    private static List<Sent> sent(Handle handle, Replay replay, String reportId) {
        Query query = handle.createQuery("select d.destination, " + OBSTACLE_TO_SENDING + " as obstacle"
                + deliveries(replay) + " where d.report_id = :report order by d.sequence");
        return to(query.bind("report", reportId), replay)
                .map((row, context) -> new Sent(row.getString("destination"), row.getString("obstacle")))
                .list();
    }

    /**
     * Without a patient's key it holds up no later report of the patient: its place in their order it had when it was
     * offered first, and in a long replay its turn may come in hours.
     */
    private static void sendAgain(
            Handle handle, Replay replay, Page page, Report report, String destination, long due) {
        handle.createUpdate("update delivery set state = 'WAITING', tries = 0, reason = 'sent again by hand',"
                        + " warning = null, next_try_at = :due, patient_key = null, changed_at = :at"
                        + " where report_id = :report and destination = :to")
                .bind("due", due)
                .bind("at", page.from())
                .bind("report", report.id())
                .bind("to", destination)
                .execute();
        StepTable.addTo(
                handle,
                report.original(),
                page.from(),
                StepTable.REPLAY,
                destination,
                "RESENT",
                "by " + replay.by(),
                page.node());
    }

    private static String obstacle(Replay.Action action) {
        return action == Replay.Action.RELEASE ? OBSTACLE_TO_RELEASE : OBSTACLE_TO_READING;
    }

    private static String deliveries(Replay replay) {
        return " from delivery d join report p on p.report_id = d.report_id"
                + (replay.destination() == null ? "" : " and d.destination = :to");
    }

    private static String reportsOf(EcgFilter filter) {
        return "exists (select 1 from received r where r.report_id = d.report_id and " + filter.where() + ")";
    }

    private static Query to(Query query, Replay replay) {
        return replay.destination() == null ? query : query.bind("to", replay.destination());
    }
}
