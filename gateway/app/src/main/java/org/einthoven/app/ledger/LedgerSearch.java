package org.einthoven.app.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Looks ECGs up in the ledger. */
public final class LedgerSearch {
    private static final String ENTRIES = """
            select r.*, p.model, p.analysed from received r left join report p on p.report_id = r.report_id
            """;

    private final Ledger ledger;

    LedgerSearch(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Where one ECG's bytes stand. */
    public Optional<LedgerEntry> find(ObjectHash object) throws LedgerException {
        return list(EcgFilter.of(object.hex()), 0, 1).stream().findFirst();
    }

    /**
     * ECGs in the order in which they came in.
     *
     * @param after only those behind this sequence; 0 for all
     */
    public List<LedgerEntry> list(EcgFilter filter, long after, int atMost) throws LedgerException {
        return ledger.read(handle -> {
            Map<String, Object> values = new HashMap<>(filter.bindings());
            values.put("after", after);
            values.put("most", atMost);
            String page = filter.where() + " and r.sequence > :after order by r.sequence limit :most";
            Map<String, List<Delivery>> deliveries = deliveries(handle, page, values);
            return handle.createQuery(ENTRIES + "where " + page)
                    .bindMap(values)
                    .map((row, context) -> entry(row, deliveries))
                    .list();
        });
    }

    /** How many ECGs are meant. */
    public long count(EcgFilter filter) throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select count(*) from received r where " + filter.where())
                .bindMap(filter.bindings())
                .mapTo(Long.class)
                .one());
    }

    /** How many ECGs stand in each state, and how many reports in each at each destination ("WAITING at ehr"). */
    public Map<String, Long> summary() throws LedgerException {
        Map<String, Long> summary = new TreeMap<>();
        for (LedgerEntry.State state : LedgerEntry.State.values()) {
            summary.put(state.name(), count(EcgFilter.in(state)));
        }
        ledger.read(handle -> handle.createQuery(
                        "select destination, state, count(*) as n from delivery group by destination, state")
                .map((row, context) ->
                        summary.put(row.getString("state") + " at " + row.getString("destination"), row.getLong("n")))
                .list());
        return summary;
    }

    /** What is not done, of these destinations. */
    public Backlog backlog(List<String> destinations) throws LedgerException {
        return ledger.read(handle -> {
            Map<Backlog.Place, Long> reports = new HashMap<>();
            for (String destination : destinations) {
                for (Delivery.State state : List.of(Delivery.State.WAITING, Delivery.State.FAILED)) {
                    reports.put(
                            new Backlog.Place(destination, state),
                            number(handle.createQuery("select count(*) from delivery"
                                            + " where destination = :destination and state = :state")
                                    .bind("destination", destination)
                                    .bind("state", state.name())));
                }
            }
            return new Backlog(
                    stored(handle, "RECEIVED"),
                    stored(handle, "QUARANTINED"),
                    stored(handle, "FAILED"),
                    reports,
                    oldest(handle));
        });
    }

    /** How many reports wait for other destinations than these, by destination. */
    public Map<String, Long> waitingElsewhere(List<String> destinations) throws LedgerException {
        return ledger.read(handle -> {
            Map<String, Long> waiting = new TreeMap<>();
            handle.createQuery("select destination, count(*) as n from delivery"
                            + " where state = 'WAITING' and destination not in (<served>) group by destination")
                    .bindList("served", destinations)
                    .map((row, context) -> waiting.put(row.getString("destination"), row.getLong("n")))
                    .list();
            return waiting;
        });
    }

    /** The names of the nodes that did the last thousand steps. */
    public List<String> recentNodes() throws LedgerException {
        return ledger.read(handle -> handle.createQuery("select distinct node from"
                        + " (select node from step order by sequence desc limit 1000) s order by node")
                .mapTo(String.class)
                .list());
    }

    private static long stored(Handle handle, String state) {
        return number(handle.createQuery("select count(*) from received where state = :state and dismissed_at is null")
                .bind("state", state));
    }

    private static long number(Query query) {
        return query.mapTo(Long.class).one();
    }

    private static @Nullable Instant oldest(Handle handle) {
        return handle.createQuery("""
                        select min(at) as at from (
                            select received_at as at from received
                                where sequence = (select min(sequence) from received where state = 'RECEIVED')
                            union all
                            select r.received_at from received r join delivery d on d.report_id = r.report_id
                                where d.sequence in
                                    (select min(sequence) from delivery where state = 'WAITING' group by destination)
                        ) w""")
                .map((row, context) -> Optional.ofNullable(Tables.time(row, "at")))
                .one()
                .orElse(null);
    }

    /** Every report that was made of an ECG, of each model version, the oldest first. */
    public List<ReportEntry> reports(ObjectHash object) throws LedgerException {
        return ledger.read(handle -> {
            String own = "select p.report_id from report p where p.source_key ="
                    + " (select r.source_key from received r where r.object_hash = :object)";
            Map<String, Object> values = Map.of("object", object.hex());
            Map<String, List<Delivery>> deliveries = deliveriesOf(handle, own, values);
            return handle.createQuery("select * from report where report_id in (" + own + ") order by sequence")
                    .bindMap(values)
                    .map((row, context) -> report(row, deliveries))
                    .list();
        });
    }

    private static ReportEntry report(ResultSet row, Map<String, List<Delivery>> deliveries) throws SQLException {
        String id = row.getString("report_id");
        return new ReportEntry(
                id,
                row.getString("model"),
                row.getInt("analysed") == 1,
                row.getString("reason"),
                Objects.requireNonNull(Tables.time(row, "made_at")),
                row.getString("supersedes"),
                row.getBytes("bundle") == null,
                deliveries.getOrDefault(id, List.of()));
    }

    /** An ECG's whole way, step by step. */
    public List<Step> way(ObjectHash object) throws LedgerException {
        return ledger.read(handle -> StepTable.of(handle, object));
    }

    private static Map<String, List<Delivery>> deliveries(Handle handle, String page, Map<String, Object> values) {
        return deliveriesOf(handle, "select r.report_id from received r where " + page, values);
    }

    private static Map<String, List<Delivery>> deliveriesOf(Handle handle, String reports, Map<String, Object> values) {
        Map<String, List<Delivery>> deliveries = new HashMap<>();
        handle.createQuery("select * from delivery where report_id in (" + reports + ") order by destination")
                .bindMap(values)
                .map((row, context) -> deliveries
                        .computeIfAbsent(row.getString("report_id"), id -> new ArrayList<>())
                        .add(delivery(row)))
                .list();
        return deliveries;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString("destination"),
                Delivery.State.valueOf(row.getString("state")),
                row.getInt("tries"),
                row.getString("reason"),
                row.getString("warning"),
                Tables.time(row, "next_try_at"));
    }

    private static LedgerEntry entry(ResultSet row, Map<String, List<Delivery>> deliveries) throws SQLException {
        String reportId = row.getString("report_id");
        List<Delivery> own = reportId == null ? List.of() : deliveries.getOrDefault(reportId, List.of());
        return new LedgerEntry(
                row.getLong("sequence"),
                new ObjectHash(row.getString("object_hash")),
                row.getString("channel"),
                row.getString("sender"),
                Lane.valueOf(row.getString("lane")),
                row.getString("node"),
                Tables.number(row, "size"),
                Objects.requireNonNull(Tables.time(row, "received_at")),
                row.getInt("arrivals"),
                Tables.time(row, "dismissed_at") != null
                        ? LedgerEntry.State.DISMISSED
                        : state(row.getString("state"), own),
                row.getString("reason"),
                row.getInt("tries"),
                Tables.time(row, "next_try_at"),
                Objects.requireNonNull(Tables.time(row, "changed_at")),
                row.getString("format"),
                row.getString("source_identifier"),
                reportId,
                row.getString("model"),
                analysed(row),
                Tables.time(row, "removed_at") != null,
                own);
    }

    private static @Nullable Boolean analysed(ResultSet row) throws SQLException {
        Long analysed = Tables.number(row, "analysed");
        return analysed == null ? null : analysed == 1;
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
