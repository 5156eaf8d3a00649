package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansTest extends PlansContract {
    @TempDir
    Path folder;

    @Override
    Ledger open() throws Exception {
        return Ledger.open(folder, CLOCK, "node-1");
    }

    /** A ledger in a file is not analysed by anyone. */
    @Override
    void analyse(Handle handle) {}

    /** SQLite says SEARCH where it follows an index to what is asked for, and SCAN where it reads all: of an index of what failed, too. */
    @Override
    List<String> wholeTables(Handle handle, String sql, Map<String, Object> values) {
        return plan(handle, sql, values).stream()
                .filter(line -> line.startsWith("SCAN ") && !line.contains("delivery_failed"))
                .toList();
    }

    /** Without counts it would take the index of all that waits: an archive of millions, each time. */
    @Test
    void whatIsQueuedIsFoundInTheIndexOfThat() throws Exception {
        for (String table : List.of("received", "delivery")) {
            String queued = table.equals("received") ? RetrySchedule.QUEUED_ECGS : RetrySchedule.QUEUED_REPORTS;
            for (String condition :
                    List.of(queued + "<= :limit", queued + "> :limit", queued + "<= :limit" + RetrySchedule.CLAIMED)) {
                requireIndex(table + "_queued", "select sequence from " + table + " where " + condition + " limit 9");
                requireIndex(
                        table + "_queued",
                        "update " + table + " set changed_at = 1 where sequence in (1, 2, 3) and " + condition);
            }
        }
    }

    private void requireIndex(String index, String sql) throws LedgerException {
        List<String> plan = ledger.read(handle -> plan(handle, sql, Map.of("of", "ehr", "limit", 9)));
        assertThat(plan).as(sql).anyMatch(line -> line.contains(index) || line.contains("INTEGER PRIMARY KEY"));
    }

    private static List<String> plan(Handle handle, String sql, Map<String, Object> values) {
        return handle.createQuery("explain query plan " + sql)
                .bindMap(values)
                .map((row, context) -> row.getString("detail"))
                .list();
    }
}
