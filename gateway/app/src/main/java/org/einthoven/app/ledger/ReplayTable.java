package org.einthoven.app.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What a replay reads and writes. An obstacle is why one of those meant is passed over, in words; null where none is. */
final class ReplayTable implements Replays.Rows {
    private static final String GONE = "the original was removed by retention";
    private static final String QUEUED = "it is in the queue already";

    private static final String NEVER_OFFERED = "d.state = 'WAITING' and d.tries = 0";
    private static final String OBSTACLE_TO_READING = "(case when r.removed_at is not null then '" + GONE
            + "' when r.dismissed_at is not null then 'it is dismissed: a release has it read again'"
            + " when r.state = 'RECEIVED' and r.next_try_at is null then '" + QUEUED + "' end)";
    private static final String OBSTACLE_TO_RELEASE = "(case when r.removed_at is not null then '" + GONE
            + "' when r.state not in ('QUARANTINED', 'FAILED') then 'it was read: its report can be sent again' end)";
    private static final String OBSTACLE_TO_DISMISSAL =
            "(case when r.dismissed_at is not null then 'it is dismissed already'"
                    + " when r.state = 'RECEIVED' then 'it waits to be read'"
                    + " when r.state = 'INTERPRETED' then 'it was read: its report can be sent again' end)";
    private static final String OBSTACLE_TO_SENDING =
            "(case when p.bundle is null then 'the report was removed by retention; read the ECG again'"
                    + " when d.state = 'WAITING' and d.next_try_at is null then '" + QUEUED + "' end)";

    private static final String WITHOUT_REPORT = "it has no report yet; read the ECG again";

    /** So many reports are looked up at a time. */
    private static final int TOGETHER = 500;

    private static final String SENT =
            "select p.report_id, p.original_hash, d.destination from report p join delivery d"
                    + " on p.report_id in (<reports>) and " + OBSTACLE_TO_SENDING + " is null and ";

    /** How many meet one obstacle, or none. */
    record Group(@Nullable String obstacle, long count) {}

    /**
     * What one look finds.
     *
     * @param next the sequence behind which the next look begins; -1 after the last
     */
    record Found(List<Target> targets, long next) {}

    /**
     * What is to become due.
     *
     * @param reportId with a destination: that it is sent again; null where the ECG is read again
     */
    record Target(
            ObjectHash object,
            @Nullable String reportId,
            @Nullable String destination) {}

    /**
     * A part of a replay.
     *
     * @param from when the first of the whole is due, in milliseconds since 1970
     * @param done how many parts before made due
     * @param many whether they are to delay no other
     */
    record Part(long from, long done, boolean many, String node) {
        long due(int index, double ratePerSecond) {
            return from + Math.round((done + index) * 1000 / ratePerSecond);
        }

        Lane lane() {
            return many ? Lane.BACKFILL : Lane.LIVE;
        }
    }

    @Override
    public List<Group> groups(Handle handle, Replay replay, EcgFilter filter) {
        String sql = replay.action() == Replay.Action.RESEND
                ? "select obstacle, count(*) as n from (select " + OBSTACLE_TO_SENDING
                        + " as obstacle from received r join report p on p.report_id = r.report_id and "
                        + first(filter) + " join delivery d on " + deliveries(replay) + " where " + filter.where()
                        + " union all select '" + WITHOUT_REPORT + "' from received r where r.report_id is null and "
                        + filter.where() + ") o group by obstacle"
                : "select obstacle, count(*) as n from (select " + obstacle(replay.action())
                        + " as obstacle from received r where " + filter.where() + ") o group by obstacle";
        return to(handle.createQuery(sql).bindMap(filter.bindings()), replay)
                .map((row, context) -> new Group(row.getString("obstacle"), row.getLong("n")))
                .list();
    }

    @Override
    public Found find(Handle handle, Replay replay, EcgFilter filter, long after, int atMost) {
        List<Ecg> ecgs = handle.createQuery(look(replay, filter))
                .bindMap(filter.bindings())
                .bind("after", after)
                .bind("most", atMost)
                .map((row, context) -> new Ecg(
                        row.getLong("sequence"),
                        new ObjectHash(row.getString("object_hash")),
                        row.getString("report_id"),
                        row.getString("obstacle")))
                .list();
        List<Target> targets = replay.action() == Replay.Action.RESEND
                ? reports(handle, replay, ecgs)
                : ecgs.stream()
                        .filter(ecg -> ecg.obstacle() == null)
                        .map(ecg -> new Target(ecg.object(), null, null))
                        .toList();
        return new Found(
                targets, ecgs.size() < atMost ? -1 : ecgs.get(ecgs.size() - 1).sequence());
    }

    /** @param reportId where it is to be sent again */
    private record Ecg(
            long sequence,
            ObjectHash object,
            @Nullable String reportId,
            @Nullable String obstacle) {}

    static String look(Replay replay, EcgFilter filter) {
        return "select r.sequence, r.object_hash, "
                + (replay.action() == Replay.Action.RESEND
                        ? "case when " + first(filter) + " then r.report_id end as report_id, null as obstacle"
                        : "null as report_id, " + obstacle(replay.action()) + " as obstacle")
                + " from received r where r.sequence > :after and " + filter.where()
                + " order by r.sequence limit :most";
    }

    private static List<Target> reports(Handle handle, Replay replay, List<Ecg> ecgs) {
        List<String> ids =
                ecgs.stream().map(Ecg::reportId).filter(Objects::nonNull).toList();
        Map<String, List<Target>> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            to(handle.createQuery(SENT + deliveries(replay) + " order by d.sequence"), replay)
                    .bindList("reports", ids.subList(from, Math.min(ids.size(), from + TOGETHER)))
                    .map((row, context) -> new Target(
                            new ObjectHash(row.getString("original_hash")),
                            row.getString("report_id"),
                            row.getString("destination")))
                    .forEach(target -> found.computeIfAbsent(target.reportId(), id -> new ArrayList<>())
                            .add(target));
        }
        return ids.stream()
                .flatMap(id -> found.getOrDefault(id, List.of()).stream())
                .toList();
    }

    @Override
    public int change(Handle handle, Replay replay, Part part, List<Target> targets) {
        int done = 0;
        for (Target target : targets) {
            long due = part.due(done, replay.ratePerSecond());
            done += switch (replay.action()) {
                case RESEND -> sendAgain(handle, replay, part, target, due);
                case DISMISS -> dismiss(handle, replay, part, target.object());
                default -> readAgain(handle, replay, part, target.object(), due);
            };
        }
        return done;
    }

    private static int readAgain(Handle handle, Replay replay, Part part, ObjectHash object, long due) {
        boolean release = replay.action() == Replay.Action.RELEASE;
        AssignedPatient patient = replay.patient();
        int done = handle.createUpdate("""
                        update received as r set state = 'RECEIVED', tries = 0, reason = :reason, next_try_at = :due,
                                dismissed_at = null,
                                lane = case when :many = 0 then 'LIVE' when r.state = 'RECEIVED' then lane
                                    else 'BACKFILL' end, changed_at = :at,
                                rerun = case when :rerun = 1 then 1 else rerun end,
                                assigned_patient = coalesce(:patient, assigned_patient),
                                assigned_issuer = case when :assigned = 1 then :issuer else assigned_issuer end
                        where r.object_hash = :object and\s""" + obstacle(replay.action()) + " is null")
                .bind("reason", release ? "released by hand" : "read again by hand")
                .bind("due", due)
                .bind("rerun", release ? 0 : 1)
                .bind("many", part.many() ? 1 : 0)
                .bind("at", part.from())
                .bind("patient", patient == null ? null : patient.identifier())
                .bind("assigned", patient == null ? 0 : 1)
                .bind("issuer", patient == null ? null : patient.issuer())
                .bind("object", object.hex())
                .execute();
        if (done > 0) {
            String reason = "by " + replay.by() + (patient == null ? "" : ", who said whose it is");
            StepTable.add(
                    handle, object, part.from(), StepTable.REPLAY, release ? "RELEASED" : "RERUN", reason, part.node());
        }
        return done;
    }

    /** What was waited for it is over: its reason stays, as why it has no report. */
    private static int dismiss(Handle handle, Replay replay, Part part, ObjectHash object) {
        int done = handle.createUpdate("update received as r set dismissed_at = :at, changed_at = :at"
                        + " where r.object_hash = :object and " + OBSTACLE_TO_DISMISSAL + " is null")
                .bind("at", part.from())
                .bind("object", object.hex())
                .execute();
        if (done > 0) {
            StepTable.add(handle, object, part.from(), StepTable.REPLAY, "DISMISSED", "by " + replay.by(), part.node());
        }
        return done;
    }

    /**
     * Without a patient's key it holds up no later report of the patient: its place in their order it had when it was
     * offered first, and in a long replay its turn may come in hours. One that was never offered keeps its place, and its turn
     * where that is earlier.
     */
    private static int sendAgain(Handle handle, Replay replay, Part part, Target target, long due) {
        String destination = Objects.requireNonNull(target.destination());
        int done = handle.createUpdate("update delivery as d set state = 'WAITING', tries = 0,"
                        + " reason = 'sent again by hand', warning = null,"
                        + " next_try_at = case when " + NEVER_OFFERED
                        + " and d.next_try_at < :due then d.next_try_at else :due end,"
                        + " patient_key = case when " + NEVER_OFFERED + " then d.patient_key end,"
                        + " lane = case when d.state = 'WAITING' and d.lane = 'LIVE' then 'LIVE' else :lane end,"
                        + " changed_at = :at where d.report_id = :report and d.destination = :to and exists"
                        + " (select 1 from report p where p.report_id = d.report_id and " + OBSTACLE_TO_SENDING
                        + " is null)")
                .bind("due", due)
                .bind("lane", part.lane().name())
                .bind("at", part.from())
                .bind("report", target.reportId())
                .bind("to", destination)
                .execute();
        if (done > 0) {
            StepTable.addTo(
                    handle,
                    target.object(),
                    part.from(),
                    StepTable.REPLAY,
                    destination,
                    "RESENT",
                    "by " + replay.by(),
                    part.node());
        }
        return done;
    }

    private static String obstacle(Replay.Action action) {
        return switch (action) {
            case RELEASE -> OBSTACLE_TO_RELEASE;
            case DISMISS -> OBSTACLE_TO_DISMISSAL;
            default -> OBSTACLE_TO_READING;
        };
    }

    private static String deliveries(Replay replay) {
        String to = replay.destination() != null
                ? " and d.destination = :to"
                : replay.served().isEmpty() ? "" : " and d.destination in (<served>)";
        return "d.report_id = p.report_id" + to;
    }

    /** Of several sequences of bytes that one report stands for, it is sent again for the first that is meant. */
    private static String first(EcgFilter filter) {
        return "not exists (select 1 from received o where o.report_id = r.report_id and o.sequence < r.sequence and "
                + filter.where("o") + ")";
    }

    private static Query to(Query query, Replay replay) {
        if (replay.destination() != null) {
            return query.bind("to", replay.destination());
        }
        return replay.action() != Replay.Action.RESEND || replay.served().isEmpty()
                ? query
                : query.bindList("served", replay.served());
    }
}
