package org.einthoven.app.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.einthoven.app.database.PostgresAddress;

/** A PostgreSQL server with one ledger, for tests that do not kill it. */
final class LedgerServer implements AutoCloseable {
    private final EmbeddedPostgres server;

    private LedgerServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static LedgerServer start() throws IOException {
        return new LedgerServer(EmbeddedPostgres.start());
    }

    /** The ledger with nothing in it, whatever a test before wrote. */
    Ledger openEmpty(Clock clock) throws SQLException, LedgerException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists ledger cascade");
        }
        return Ledger.open(
                PostgresAddress.parse("postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres"),
                clock,
                "node-1");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
