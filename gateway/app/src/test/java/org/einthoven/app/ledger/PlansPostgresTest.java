package org.einthoven.app.ledger;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PlansPostgresTest extends PlansContract {
    private static LedgerServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = LedgerServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Ledger open() throws Exception {
        return server.openEmpty(CLOCK);
    }

    @Override
    void analyse(Handle handle) {
        handle.execute("analyze");
    }

    @Override
    List<String> wholeTables(Handle handle, String sql, Map<String, Object> values) {
        return handle.createQuery("explain " + sql).bindMap(values).mapTo(String.class).list().stream()
                .filter(line -> line.contains("Seq Scan"))
                .toList();
    }
}
