package org.einthoven.app.ledger;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class CommitmentsPostgresTest extends CommitmentsContract {
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
    Ledger open(Clock clock) throws Exception {
        return server.openEmpty(clock);
    }
}
