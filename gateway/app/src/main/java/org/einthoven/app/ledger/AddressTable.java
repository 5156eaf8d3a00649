package org.einthoven.app.ledger;

import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Gives earlier reports a delivery to a destination that is new, and takes the open ones of a destination that is gone. */
final class AddressTable implements Replays.Rows {
    private static final String DELIVERY = "from delivery d where d.report_id = p.report_id and d.destination = :to";
    private static final String OBSTACLE_TO_ADDRESSING =
            "case when p.bundle is null then 'the report was removed by retention; read the ECG again'"
                    + " when exists (select 1 " + DELIVERY + ") then 'it was addressed there before' end";
    /** What is settled there stays in the ledger: it says where the report is. */
    private static final String OBSTACLE_TO_WITHDRAWING = "case when not exists (select 1 " + DELIVERY
            + ") then 'it was never addressed there' when not exists (select 1 " + DELIVERY
            + " and d.state in ('WAITING', 'FAILED')) then 'it is settled there' end";

    private record Report(
            long sequence,
            String id,
            ObjectHash original,
            @Nullable String obstacle) {}

    @Override
    public List<ReplayTable.Group> groups(Handle handle, Replay replay, EcgFilter filter) {
        return handle.createQuery("select obstacle, count(*) as n from (select " + obstacle(replay) + " as obstacle "
                        + reports(replay, filter) + " union all select 'it has no report yet' from received r"
                        + " where r.report_id is null and " + filter.where() + ") o group by obstacle")
                .bindMap(filter.bindings())
                .bind("to", replay.destination())
                .map((row, context) -> new ReplayTable.Group(row.getString("obstacle"), row.getLong("n")))
                .list();
    }

    @Override
    public ReplayTable.Found find(Handle handle, Replay replay, EcgFilter filter, long after, int atMost) {
        List<Report> reports = handle.createQuery(
                        "select p.sequence, p.report_id, p.original_hash, " + obstacle(replay) + " as obstacle "
                                + reports(replay, filter) + " and p.sequence > :after order by p.sequence limit :most")
                .bindMap(filter.bindings())
                .bind("to", replay.destination())
                .bind("after", after)
                .bind("most", atMost)
                .map((row, context) -> new Report(
                        row.getLong("sequence"),
                        row.getString("report_id"),
                        new ObjectHash(row.getString("original_hash")),
                        row.getString("obstacle")))
                .list();
        List<ReplayTable.Target> targets = reports.stream()
                .filter(report -> report.obstacle() == null)
                .map(report -> new ReplayTable.Target(report.original(), report.id(), replay.destination()))
                .toList();
        return new ReplayTable.Found(
                targets,
                reports.size() < atMost ? -1 : reports.get(reports.size() - 1).sequence());
    }

    @Override
    public int change(Handle handle, Replay replay, ReplayTable.Part part, List<ReplayTable.Target> targets) {
        int done = 0;
        for (ReplayTable.Target target : targets) {
            boolean changed = replay.action() == Replay.Action.ADDRESS
                    ? addressed(handle, target, part, part.due(done, replay.ratePerSecond()))
                    : withdrawn(handle, target);
            if (changed) {
                note(handle, replay, target, part);
                done++;
            }
        }
        return done;
    }

    private static String obstacle(Replay replay) {
        return replay.action() == Replay.Action.ADDRESS ? OBSTACLE_TO_ADDRESSING : OBSTACLE_TO_WITHDRAWING;
    }

    /** A new destination is sent what stands; one that is gone is rid of whatever is open there, older reports too. */
    private static String reports(Replay replay, EcgFilter filter) {
        String ofEcg =
                replay.action() == Replay.Action.ADDRESS ? "r.report_id = p.report_id" : "r.source_key = p.source_key";
        return "from report p where exists (select 1 from received r where " + ofEcg + " and " + filter.where() + ")";
    }

    /** Without a patient's key, as what is sent again: it holds up no later report of the patient. */
    private static boolean addressed(Handle handle, ReplayTable.Target target, ReplayTable.Part part, long due) {
        return handle.createUpdate("insert into delivery"
                                + " (report_id, destination, lane, state, reason, next_try_at, changed_at)"
                                + " select p.report_id, :to, :lane, 'WAITING', 'addressed by hand', :due, :at"
                                + " from report p where p.report_id = :report and p.bundle is not null"
                                + " on conflict (report_id, destination) do nothing")
                        .bind("report", target.reportId())
                        .bind("to", target.destination())
                        .bind("lane", part.lane().name())
                        .bind("due", due)
                        .bind("at", part.from())
                        .execute()
                == 1;
    }

    private static boolean withdrawn(Handle handle, ReplayTable.Target target) {
        return handle.createUpdate("delete from delivery where report_id = :report and destination = :to"
                                + " and state in ('WAITING', 'FAILED')")
                        .bind("report", target.reportId())
                        .bind("to", target.destination())
                        .execute()
                == 1;
    }

    private static void note(Handle handle, Replay replay, ReplayTable.Target target, ReplayTable.Part part) {
        StepTable.addTo(
                handle,
                target.object(),
                part.from(),
                StepTable.REPLAY,
                String.valueOf(target.destination()),
                replay.action() == Replay.Action.ADDRESS ? "ADDRESSED" : "WITHDRAWN",
                "by " + replay.by(),
                part.node());
    }
}
