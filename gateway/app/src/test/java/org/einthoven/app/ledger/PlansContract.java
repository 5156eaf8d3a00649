package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a database finds what is due, and what is to be replayed, among 200,000 ECGs: without reading them all. */
abstract class PlansContract {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private static final int MANY = 200_000;
    private static final String NUMBERS =
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < " + MANY + ") ";

    /** A ledger without entries. */
    abstract Ledger open() throws Exception;

    /** Has the database count what it holds, where it does so in its own time otherwise. */
    abstract void analyse(Handle handle);

    /** The lines of a plan that read a table as a whole. */
    abstract List<String> wholeTables(Handle handle, String sql, Map<String, Object> values);

    Ledger ledger;

    @BeforeEach
    void fill() throws Exception {
        ledger = open();
        ledger.write(this::fill);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void noneReadsATableAsAWhole() throws Exception {
        requireIndexes(RetrySchedule.DUE_ECGS, Map.of("lane", "LIVE", "now", MANY, "most", 16));
        requireIndexes(
                RetrySchedule.DUE_REPORTS,
                Map.of("destination", "ehr", "lane", "LIVE", "now", MANY, "time", 0, "after", 0, "most", 16));
        for (String table : List.of("received", "delivery")) {
            String queued = table.equals("received") ? RetrySchedule.QUEUED_ECGS : RetrySchedule.QUEUED_REPORTS;
            requireIndexes(
                    "select sequence from " + table + " where " + queued + "<= :limit" + RetrySchedule.CLAIMED
                            + " limit :most",
                    Map.of("of", table.equals("received") ? "LIVE" : "ehr", "limit", 9, "most", 1000));
        }
        requireIndexes(
                RetrySchedule.NEXT_REPORT,
                Map.of("destination", "ehr", "lane", "LIVE", "now", MANY, "report", "report-1"));
        for (String compared : List.of("<= :limit limit :most", "> :limit limit :most")) {
            requireIndexes(
                    "select sequence from received where " + RetrySchedule.QUEUED_ECGS + compared,
                    Map.of("of", "LIVE", "limit", 9, "most", 1000));
            requireIndexes(
                    "select sequence from delivery where " + RetrySchedule.QUEUED_REPORTS + compared,
                    Map.of("of", "ehr", "limit", 9, "most", 1000));
        }
        requireIndexes(
                "select sequence from received where " + RetrySchedule.AHEAD_ECGS + " limit :most",
                Map.of("of", "LIVE", "limit", MANY, "most", 1000));
        requireIndexes(
                "select sequence from delivery where " + RetrySchedule.AHEAD_REPORTS + " limit :most",
                Map.of("of", "ehr", "limit", MANY, "most", 1000));
        for (EcgFilter filter : List.of(
                EcgFilter.in(LedgerEntry.State.FAILED),
                EcgFilter.in(LedgerEntry.State.QUARANTINED),
                EcgFilter.in(LedgerEntry.State.QUARANTINED, LedgerEntry.State.FAILED),
                EcgFilter.in(LedgerEntry.State.DISMISSED),
                new EcgFilter(Set.of(LedgerEntry.State.FAILED), null, null, "ehr", null, null, null, null),
                EcgFilter.of("a".repeat(64)))) {
            for (Replay.Action action :
                    List.of(Replay.Action.RESEND, Replay.Action.RERUN, Replay.Action.RELEASE, Replay.Action.DISMISS)) {
                if (action.isOfUnread() && filter.destination() != null) {
                    continue;
                }
                Map<String, Object> values = new HashMap<>(filter.bindings());
                values.putAll(Map.of("after", 0, "most", 1000));
                requireIndexes(
                        ReplayTable.look(new Replay(action, filter, null, null, 1, "night shift"), filter), values);
            }
        }
    }

    private void requireIndexes(String sql, Map<String, Object> values) throws LedgerException {
        List<String> whole = ledger.read(handle -> wholeTables(handle, sql, values));
        assertThat(whole).as(sql).isEmpty();
    }

    /** One in a thousand is in quarantine, failed, or failed at a destination; the last few hundred wait. */
    private Void fill(Handle handle) {
        handle.execute(NUMBERS + """
                insert into received (object_hash, channel, lane, node, received_at, last_received_at, arrivals, state,
                        next_try_at, changed_at, source_identifier, source_key, report_id)
                select 'object-' || i, 'dicom', 'LIVE', 'node-1', i, i, 1,
                        case when i % 1000 = 0 then 'QUARANTINED' when i % 1000 = 1 then 'FAILED'
                            when i > 199800 then 'RECEIVED' else 'INTERPRETED' end,
                        case when i > 199900 then i end, i, 'uid-' || i, 'source-' || i, 'report-' || i from n""");
        handle.execute(NUMBERS + """
                insert into report (report_id, source_key, model, original_hash, analysed, made_at)
                select 'report-' || i, 'source-' || i, 'mean 1', 'object-' || i, 1, i from n""");
        handle.execute(NUMBERS + """
                insert into delivery (report_id, destination, patient_key, state, next_try_at, changed_at)
                select 'report-' || i, 'ehr', 'patient-' || i,
                        case when i % 1000 = 5 then 'FAILED' when i > 199800 then 'WAITING' else 'DELIVERED' end,
                        case when i > 199900 then i end, i from n""");
        analyse(handle);
        return null;
    }
}
