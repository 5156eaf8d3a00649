package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.store.ObjectHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often an ECG is tried again depends on what failed. */
class LedgerNotesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ObjectHash OBJECT = new ObjectHash("1".repeat(64));
    private static final int TRIES = 20;

    private DefaultCamelContext context;
    private Ledger ledger;
    private LedgerNotes notes;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        context = new DefaultCamelContext();
        ledger = Ledger.open(folder, Clock.fixed(NOON, ZoneOffset.UTC), "node-1");
        ledger.received(new Arrival(OBJECT, "dicom", "CART", Lane.LIVE, 9, NOON));
        notes = new LedgerNotes(
                ledger, new GatewayMetrics(new SimpleMeterRegistry()), TRIES, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
        context.close();
    }

    @Test
    void whatMayPassIsTriedAsOftenAsConfigured() throws Exception {
        assertThat(triesUntilGivenUp(new IOException("the disk is full"))).isEqualTo(TRIES);
    }

    @Test
    void aQueueEngineThatIsAwayMayPass() throws Exception {
        assertThat(triesUntilGivenUp(new IllegalStateException(new JMSException("AMQ219014: Timed out"))))
                .isEqualTo(TRIES);
    }

    @Test
    void whatNobodyForesawIsGivenUpSooner() throws Exception {
        assertThat(triesUntilGivenUp(new IllegalStateException("no such case"))).isEqualTo(5);
    }

    private int triesUntilGivenUp(Throwable failure) throws Exception {
        for (int tries = 1; tries <= TRIES; tries++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.setProperty(Exchanges.OBJECT, OBJECT);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            notes.postponed(exchange);
            if (ledger.search().find(OBJECT).orElseThrow().state() == LedgerEntry.State.FAILED) {
                return tries;
            }
        }
        return Integer.MAX_VALUE;
    }
}
