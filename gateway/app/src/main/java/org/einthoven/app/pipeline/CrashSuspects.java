package org.einthoven.app.pipeline;

import java.io.IOException;
import java.time.Clock;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an ECG whose reading ends the process (a fault in native code, an endless allocation) from doing so for ever.
 * Those that were read with it are suspected too, but each is tried again at another time, so that the guilty one is
 * soon alone.
 */
public final class CrashSuspects {
    private static final Logger LOG = LoggerFactory.getLogger(CrashSuspects.class);
    private static final String REASON = "the gateway ended while it was being read";
    private static final int MOST = 5;

    private final Ledger ledger;
    private final Clock clock;

    public CrashSuspects(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Notes in the ledger what was being read when the gateway ended; to be called before anything is read. */
    public void note(InFlight inFlight) throws IOException {
        for (ObjectHash object : inFlight.interrupted()) {
            if (ledger.search().find(object).isPresent()) {
                note(object);
            }
        }
        inFlight.forgetInterrupted();
    }

    private void note(ObjectHash object) throws IOException {
        int ends = ledger.tries(object, REASON) + 1;
        if (ends >= MOST) {
            LOG.error("Object {} is given up: the gateway ended {} times while it was being read", object, ends);
            ledger.failed(object, "the gateway ended " + ends + " times while it was being read");
        } else {
            LOG.warn("The gateway ended while object {} was being read; it will be tried again", object);
            ledger.postponed(object, REASON, Backoff.nextTry(clock.instant(), ends));
        }
    }
}
