package org.einthoven.app.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import org.einthoven.app.database.PostgresAddress;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PlansPostgresTest extends PlansContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @Override
    Ledger open() throws Exception {
        return Ledger.open(
                PostgresAddress.parse("postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres"),
                CLOCK,
                "node-1");
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
