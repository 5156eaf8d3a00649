package org.einthoven.app.ledger;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class CommitmentsTest extends CommitmentsContract {
    @TempDir
    Path folder;

    @Override
    Ledger open(Clock clock) throws Exception {
        return Ledger.open(folder, clock, "node-1");
    }
}
