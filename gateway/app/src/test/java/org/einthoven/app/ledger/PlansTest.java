package org.einthoven.app.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
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
        return handle
                .createQuery("explain query plan " + sql)
                .bindMap(values)
                .map((row, context) -> row.getString("detail"))
                .list()
                .stream()
                .filter(line -> line.startsWith("SCAN ") && !line.contains("delivery_failed"))
                .toList();
    }
}
