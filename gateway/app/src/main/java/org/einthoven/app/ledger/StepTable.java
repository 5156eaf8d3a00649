package org.einthoven.app.ledger;

import java.util.List;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table step: every ECG's way. */
final class StepTable {
    static final String RECEIVE = "receive";
    static final String INTERPRET = "interpret";
    static final String DELIVER = "deliver";
    static final String REPLAY = "replay";
    static final String COMMIT = "commit";

    private StepTable() {}

    /** A step of an ECG that concerns no destination. */
    static void add(
            Handle handle,
            ObjectHash object,
            long at,
            String step,
            String outcome,
            @Nullable String reason,
            String node) {
        handle.createUpdate("insert into step (object_hash, at, step, outcome, reason, node)"
                        + " values (:object, :at, :step, :outcome, :reason, :node)")
                .bind("object", object.hex())
                .bind("at", at)
                .bind("step", step)
                .bind("outcome", outcome)
                .bind("reason", Tables.text(reason))
                .bind("node", node)
                .execute();
    }

    /** A step of an ECG towards a destination. */
    static void addTo(
            Handle handle,
            ObjectHash object,
            long at,
            String step,
            String destination,
            String outcome,
            String reason,
            String node) {
        handle.createUpdate("insert into step (object_hash, at, step, destination, outcome, reason, node)"
                        + " values (:object, :at, :step, :destination, :outcome, :reason, :node)")
                .bind("object", object.hex())
                .bind("at", at)
                .bind("step", step)
                .bind("destination", destination)
                .bind("outcome", outcome)
                .bind("reason", Tables.text(reason))
                .bind("node", node)
                .execute();
    }

    /** How many steps of an ECG ended for this reason since a person last sent it on its way again. */
    static int count(Handle handle, ObjectHash object, String reason) {
        return handle.createQuery("select count(*) from step where object_hash = :object and reason = :reason"
                        + " and sequence > (select coalesce(max(sequence), 0) from step"
                        + " where object_hash = :object and step = '" + REPLAY + "')")
                .bind("object", object.hex())
                .bind("reason", Tables.text(reason))
                .mapTo(Integer.class)
                .one();
    }

    /** A step of the ECG behind a report towards a destination. */
    static void addDelivery(
            Handle handle,
            String reportId,
            String destination,
            long at,
            String outcome,
            @Nullable String reason,
            String node) {
        handle.createUpdate("insert into step (object_hash, at, step, destination, outcome, reason, node)"
                        + " select original_hash, cast(:at as bigint), '" + DELIVER
                        + "', cast(:destination as text), cast(:outcome as text), cast(:reason as text),"
                        + " cast(:node as text) from report where report_id = :report")
                .bind("report", reportId)
                .bind("destination", destination)
                .bind("at", at)
                .bind("outcome", outcome)
                .bind("reason", Tables.text(reason))
                .bind("node", node)
                .execute();
    }

    static List<Step> of(Handle handle, ObjectHash object) {
        return handle.createQuery("select * from step where object_hash = :object order by sequence")
                .bind("object", object.hex())
                .map((row, context) -> new Step(
                        Objects.requireNonNull(Tables.time(row, "at")),
                        row.getString("step"),
                        row.getString("destination"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getString("node")))
                .list();
    }
}
