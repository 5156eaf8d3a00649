package org.einthoven.app.pipeline;

import java.io.IOException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code ledger}: what the routes note in it when an ECG could not be read. */
public final class LedgerNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerNotes.class);
    /** What nobody foresaw does not pass by itself. */
    private static final int TRIES_WITHOUT_KNOWN_CAUSE = 5;

    private final Ledger ledger;
    private final GatewayMetrics metrics;
    private final int tries;
    private final Clock clock;

    /** @param tries how often an ECG is read before it is given up, when a disk or the encoder fails */
    public LedgerNotes(Ledger ledger, GatewayMetrics metrics, int tries, Clock clock) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.tries = tries;
        this.clock = clock;
    }

    /** Notes that the object cannot be decoded, and why. */
    public void quarantined(Exchange exchange) throws IOException {
        String reason = Reasons.of(failure(exchange));
        Object object = exchange.getProperty(Exchanges.OBJECT);
        if (object instanceof ObjectHash hash && !ledger.quarantined(hash, reason)) {
            LOG.warn("Object {} has its report, and is not put into quarantine: {}", object, reason);
        } else {
            LOG.warn("Object {} is put into quarantine: {}", object, reason);
            metrics.quarantined();
        }
    }

    /** Notes that the object could not be read, and when that is tried again, if it is. */
    public void postponed(Exchange exchange) throws IOException {
        Throwable failure = failure(exchange);
        String reason = Reasons.of(failure);
        ObjectHash object = exchange.getProperty(Exchanges.OBJECT, ObjectHash.class);
        if (object == null) {
            LOG.error("A message that names no object is passed over: {}", reason);
            return;
        }
        int tried = ledger.tries(object) + 1;
        if (tried >= (Reasons.isKnown(failure) ? tries : TRIES_WITHOUT_KNOWN_CAUSE)) {
            giveUp(object, tried, reason);
        } else {
            LOG.warn("Object {} will be tried again: {}", object, reason);
            ledger.postponed(object, reason, Backoff.nextTry(clock.instant(), tried));
        }
    }

    private void giveUp(ObjectHash object, int tried, String reason) throws IOException {
        if (ledger.failed(object, reason)) {
            LOG.error("Object {} is given up after {} tries: {}", object, tried, reason);
            metrics.failed();
        } else {
            LOG.warn("Object {} has its report, and is not given up: {}", object, reason);
        }
    }

    private static Throwable failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
