package org.einthoven.app.ledger;

import java.util.List;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Gives earlier reports a delivery to a destination that is new, and takes the open ones of a destination that is gone. */
final class AddressTable {
    private static final String DELIVERY = "from delivery d where d.report_id = p.report_id and d.destination = :to";
    private static final String OBSTACLE_TO_ADDRESSING =
            "case when p.bundle is null then 'the report was removed by retention; read the ECG again'"
                    + " when exists (select 1 " + DELIVERY + ") then 'it was addressed there before' end";
    /** What is settled there stays in the ledger: it says where the report is. */
    private static final String OBSTACLE_TO_WITHDRAWING = "case when not exists (select 1 " + DELIVERY
            + ") then 'it was never addressed there' when not exists (select 1 " + DELIVERY
            + " and d.state in ('WAITING', 'FAILED')) then 'it is settled there' end";

    private AddressTable() {}

    private record Report(
            long sequence,
            String id,
            ObjectHash original,
            @Nullable String obstacle) {}

    static List<ReplayTable.Group> groups(Handle handle, Replay replay, EcgFilter filter) {
        return handle.createQuery("select obstacle, count(*) as n from (select " + obstacle(replay) + " as obstacle "
                        + reports(filter) + " union all select 'it has no report yet' from received r"
                        + " where r.report_id is null and " + filter.where() + ") o group by obstacle")
                .bindMap(filter.bindings())
                .bind("to", replay.destination())
                .map((row, context) -> new ReplayTable.Group(row.getString("obstacle"), row.getLong("n")))
                .list();
    }

    static ReplayTable.Paged page(Handle handle, Replay replay, EcgFilter filter, ReplayTable.Page page) {
        Query query = handle.createQuery("select p.sequence, p.report_id, p.original_hash, " + obstacle(replay)
                + " as obstacle " + reports(filter) + " and p.sequence > :after order by p.sequence limit :size");
        List<Report> reports = query.bindMap(filter.bindings())
                .bind("to", replay.destination())
                .bind("after", page.after())
                .bind("size", page.size())
                .map((row, context) -> new Report(
                        row.getLong("sequence"),
                        row.getString("report_id"),
                        new ObjectHash(row.getString("original_hash")),
                        row.getString("obstacle")))
                .list();
        int done = 0;
        for (Report report : reports) {
            if (report.obstacle() == null && change(handle, replay, report, page, done)) {
                note(handle, replay, report, page);
                done++;
            }
        }
        return new ReplayTable.Paged(
                done,
                reports.size() < page.size()
                        ? -1
                        : reports.get(reports.size() - 1).sequence());
    }

    private static String obstacle(Replay replay) {
        return replay.action() == Replay.Action.ADDRESS ? OBSTACLE_TO_ADDRESSING : OBSTACLE_TO_WITHDRAWING;
    }

    private static String reports(EcgFilter filter) {
        return "from report p where exists (select 1 from received r where r.report_id = p.report_id and "
                + filter.where() + ")";
    }

    private static boolean change(Handle handle, Replay replay, Report report, ReplayTable.Page page, int index) {
        return replay.action() == Replay.Action.ADDRESS
                ? addressed(handle, replay, report, page.from(), page.due(index, replay.ratePerSecond()))
                : withdrawn(handle, replay, report);
    }

    /** Without a patient's key, as what is sent again: it holds up no later report of the patient. */
    private static boolean addressed(Handle handle, Replay replay, Report report, long at, long due) {
        return handle.createUpdate(
                                "insert into delivery (report_id, destination, state, reason, next_try_at, changed_at)"
                                        + " values (:report, :to, 'WAITING', 'addressed by hand', :due, :at)"
                                        + " on conflict (report_id, destination) do nothing")
                        .bind("report", report.id())
                        .bind("to", replay.destination())
                        .bind("due", due)
                        .bind("at", at)
                        .execute()
                == 1;
    }

    private static boolean withdrawn(Handle handle, Replay replay, Report report) {
        return handle.createUpdate("delete from delivery where report_id = :report and destination = :to"
                                + " and state in ('WAITING', 'FAILED')")
                        .bind("report", report.id())
                        .bind("to", replay.destination())
                        .execute()
                == 1;
    }

    private static void note(Handle handle, Replay replay, Report report, ReplayTable.Page page) {
        StepTable.addTo(
                handle,
                report.original(),
                page.from(),
                StepTable.REPLAY,
                String.valueOf(replay.destination()),
                replay.action() == Replay.Action.ADDRESS ? "ADDRESSED" : "WITHDRAWN",
                "by " + replay.by(),
                page.node());
    }
}
