package org.einthoven.app.ledger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ReplaysPostgresTest extends ReplaysContract {
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
}
