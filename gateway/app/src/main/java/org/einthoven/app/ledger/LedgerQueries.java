package org.einthoven.app.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.jdbi.v3.core.Handle;

/** Reads ledger entries with their deliveries. */
final class LedgerQueries {
    private static final String ENTRIES = """
            select r.*, p.model, p.analysed from received r left join report p on p.report_id = r.report_id
            """;

    private LedgerQueries() {}

    static List<LedgerEntry> entries(Handle handle, String condition, Map<String, String> values) {
        Map<String, List<Delivery>> deliveries = deliveries(handle, condition, values);
        return handle.createQuery(ENTRIES + condition + " order by r.received_at, r.object_hash")
                .bindMap(values)
                .map((row, context) -> entry(row, deliveries))
                .list();
    }

    private static Map<String, List<Delivery>> deliveries(Handle handle, String condition, Map<String, String> values) {
        Map<String, List<Delivery>> deliveries = new HashMap<>();
        handle.createQuery("select * from delivery where report_id in (select r.report_id from received r " + condition
                        + ") order by destination")
                .bindMap(values)
                .map((row, context) -> deliveries
                        .computeIfAbsent(row.getString("report_id"), id -> new ArrayList<>())
                        .add(new Delivery(
                                row.getString("destination"),
                                Delivery.State.valueOf(row.getString("state")),
                                row.getInt("tries"),
                                row.getString("reason"))))
                .list();
        return deliveries;
    }

    private static LedgerEntry entry(ResultSet row, Map<String, List<Delivery>> deliveries) throws SQLException {
        String reportId = row.getString("report_id");
        List<Delivery> own = reportId == null ? List.of() : deliveries.getOrDefault(reportId, List.of());
        return new LedgerEntry(
                new ObjectHash(row.getString("object_hash")),
                row.getString("channel"),
                row.getString("sender"),
                Instant.parse(row.getString("received_at")),
                row.getInt("arrivals"),
                state(row.getString("state"), own),
                row.getString("reason"),
                row.getString("format"),
                row.getString("source_identifier"),
                reportId,
                row.getString("model"),
                row.getString("analysed") == null ? null : row.getBoolean("analysed"),
                own);
    }

    /** The stored state goes as far as INTERPRETED; the rest follows from the deliveries. */
    private static LedgerEntry.State state(String stored, List<Delivery> deliveries) {
        LedgerEntry.State state = LedgerEntry.State.valueOf(stored);
        if (state != LedgerEntry.State.INTERPRETED || deliveries.isEmpty()) {
            return state;
        }
        if (deliveries.stream().anyMatch(d -> d.state() == Delivery.State.WAITING)) {
            return state;
        }
        return deliveries.stream().anyMatch(d -> d.state() == Delivery.State.FAILED)
                ? LedgerEntry.State.FAILED
                : LedgerEntry.State.DELIVERED;
    }
}
