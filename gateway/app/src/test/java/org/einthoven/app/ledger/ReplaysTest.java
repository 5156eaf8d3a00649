package org.einthoven.app.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ReplaysTest extends ReplaysContract {
    @TempDir
    Path folder;

    @Override
    Ledger open() throws Exception {
        return Ledger.open(folder, CLOCK, "node-1");
    }
}
