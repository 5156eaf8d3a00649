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
    private static final String ALONE = "the gateway ended while it was being read";
    private static final String WITH_OTHERS = "the gateway ended while it and others were being read";
    private static final int MOST_ALONE = 5;
    /** A gateway that is killed again and again has some ECGs in hand each time: they are not guilty of it. */
    private static final int MOST = 20;

    private final Ledger ledger;
    private final Clock clock;

    public CrashSuspects(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Notes in the ledger what was being read when the gateway ended; to be called before anything is read. */
    public void note(InFlight inFlight) throws IOException {
        String reason = inFlight.interrupted().size() == 1 ? ALONE : WITH_OTHERS;
        for (ObjectHash object : inFlight.interrupted()) {
            if (ledger.search().find(object).isPresent()) {
                note(object, reason);
            }
        }
        inFlight.forgetInterrupted();
    }

    private void note(ObjectHash object, String reason) throws IOException {
        int alone = ledger.tries(object, ALONE) + (reason.equals(ALONE) ? 1 : 0);
        int ends = alone + ledger.tries(object, WITH_OTHERS) + (reason.equals(ALONE) ? 0 : 1);
        if (alone >= MOST_ALONE || ends >= MOST) {
            if (ledger.failed(object, "the gateway ended " + ends + " times while it was being read")) {
                LOG.error("Object {} is given up: the gateway ended {} times while it was being read", object, ends);
            }
        } else {
            LOG.warn("The gateway ended while object {} was being read; it will be tried again", object);
            ledger.postponed(object, reason, Backoff.nextTry(clock.instant(), ends));
        }
    }
}
