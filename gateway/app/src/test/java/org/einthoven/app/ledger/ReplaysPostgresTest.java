package org.einthoven.app.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import org.einthoven.app.database.PostgresAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ReplaysPostgresTest extends ReplaysContract {
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
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists ledger cascade");
        }
        return Ledger.open(
                PostgresAddress.parse("postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres"),
                CLOCK,
                "node-1");
    }
}
