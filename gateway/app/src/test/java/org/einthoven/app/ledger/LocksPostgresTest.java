package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocksPostgresTest {
    @Test
    void locksThatAreHeldForLongTakeNothingFromReaders() throws Exception {
        try (LedgerServer server = LedgerServer.start();
                Ledger ledger = server.openEmpty(Clock.systemUTC())) {
            List<JobLock> held = new ArrayList<>();
            for (int job = 0; job < 8; job++) {
                held.add(ledger.lock("job " + job).orElseThrow());
            }
            assertThat(ledger.search().list(EcgFilter.ALL, 0, 9)).isEmpty();

            held.remove(0).close();
            assertThat(ledger.lock("job 1")).as("held by another connection").isEmpty();
            try (JobLock again = ledger.lock("job 0").orElseThrow()) {
                assertThat(again).isNotNull();
            }
            for (JobLock lock : held) {
                lock.close();
            }
        }
    }
}
