package org.einthoven.app.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.einthoven.app.database.PostgresAddress;
import org.einthoven.tests.PostgresProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in a real PostgreSQL. */
class LedgerOnPostgresIT extends LedgerContract {
    private static PostgresProcess server;

    private String database;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = PostgresProcess.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    Ledger open(Clock clock) throws Exception {
        if (database == null) {
            database = "ledger_" + UUID.randomUUID().toString().replace("-", "");
            server.createDatabase(database);
        }
        return Ledger.open(PostgresAddress.parse(server.address(database)), clock, "node-1");
    }
}
