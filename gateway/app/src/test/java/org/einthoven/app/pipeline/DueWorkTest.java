package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.einthoven.app.SettableClock;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.Delivery;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the queue of a destination while live reports and an archive's wait for it in the ledger. */
class DueWorkTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<String> sent = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SettableClock clock = new SettableClock(LONG_AGO.plusSeconds(100));
    private int takes = Integer.MAX_VALUE;
    private int offered;
    private Ledger ledger;

    @BeforeEach
    void start() throws Exception {
        ledger = Ledger.open(folder, clock, "node");
        Properties properties = new Properties();
        properties.putAll(Map.of("queue", "direct:", "queue.producer", ""));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report.to.ehr")
                        .process(exchange -> take(Exchanges.reference(exchange, ReportReference.class)));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        ledger.close();
    }

    @Test
    void oneOfAnArchiveGoesEachHalfMinuteHoweverManyLiveOnesWait() throws Exception {
        waiting("live", Lane.LIVE, 300);
        waiting("old", Lane.BACKFILL, 3);
        try (DueWork work = work(depth -> 0)) {
            for (int tick = 0; tick < 4; tick++) {
                work.sendAll();
            }
            assertThat(sent).hasSize(64).allMatch(report -> report.startsWith("live"));

            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(30));
            work.sendAll();
            work.sendAll();
            assertThat(sent)
                    .hasSize(96)
                    .filteredOn(report -> report.startsWith("old"))
                    .containsExactly("old-0");

            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(30));
            work.sendAll();
            assertThat(sent).filteredOn(report -> report.startsWith("old")).containsExactly("old-0", "old-1");
        }
    }

    @Test
    void anArchiveGoesIntoAQueueThatIsShort() throws Exception {
        waiting("old", Lane.BACKFILL, 40);
        try (DueWork work = work(depth -> 10)) {
            work.sendAll();
            assertThat(sent).hasSize(6);
        }
    }

    /** The queue is never empty, so that nothing but the claims tells what is missing. */
    @Test
    void whatANodeTookAndDidNotSendIsSentAgainAndNothingElse() throws Exception {
        waiting("live", Lane.LIVE, 3);
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 1)).hasSize(1);
        try (DueWork work = work(depth -> 1)) {
            work.sendAll();
            assertThat(sent).containsExactly("live-1", "live-2");

            clock.now = clock.now.plus(Duration.ofMinutes(7));
            work.recover();
            work.sendAll();
            assertThat(sent).containsExactly("live-1", "live-2", "live-0");

            clock.now = clock.now.plus(Duration.ofMinutes(7));
            work.recover();
            work.sendAll();
            assertThat(sent).hasSize(3);
        }
    }

    /** As on a broker that is away: to ask it sixteen times takes minutes. */
    @Test
    void whatAQueueDoesNotTakeGoesBackWithWhatFollows() throws Exception {
        waiting("live", Lane.LIVE, 5);
        takes = 2;
        try (DueWork work = work(depth -> 0)) {
            work.sendAll();
            assertThat(offered).isEqualTo(3);
            assertThat(sent).containsExactly("live-0", "live-1");

            takes = 9;
            work.sendAll();
            assertThat(sent).as("it has a pause").hasSize(2);
            assertThat(ledger.search().list(EcgFilter.ALL, 0, 9))
                    .flatExtracting(LedgerEntry::deliveries)
                    .extracting(Delivery::reason)
                    .filteredOn(reason ->
                            reason.startsWith("its queue does not take it now: unexpected IllegalStateException"))
                    .hasSize(3);
            clock.now = clock.now.plusSeconds(5);
            work.sendAll();
            assertThat(sent).containsExactly("live-0", "live-1", "live-3", "live-4");
            clock.now = clock.now.plusSeconds(25);
            work.sendAll();
            assertThat(sent).endsWith("live-2").hasSize(5);
        }
    }

    private void take(ReportReference report) {
        offered++;
        if (sent.size() == takes) {
            throw new IllegalStateException("the queue is away");
        }
        sent.add(report.reportId());
    }

    private interface Depth {
        long of(String queue);
    }

    private DueWork work(Depth depth) {
        Outlet outlet = new Outlet(new Willing(), 9);
        QueueRoom room = new QueueRoom(depth::of, Duration.ZERO, name -> 0);
        return new DueWork(ledger.schedule(), List.of(outlet), depth::of, room, context, nanoTime::get);
    }

    private void waiting(String name, Lane lane, int many) throws Exception {
        for (int i = 0; i < many; i++) {
            String hash = "%064x".formatted(i + (lane == Lane.LIVE ? 100_000 : 0));
            ObjectHash object = new ObjectHash(hash);
            ledger.received(new Arrival(object, "file", null, lane, 1, LONG_AGO));
            ledger.interpreted(
                    new MadeReport(
                            name + "-" + i,
                            object,
                            "DICOM",
                            new SourceIdentity(SourceIdentity.Kind.DICOM, "1.2." + i, hash),
                            null,
                            "mean 1",
                            null,
                            new byte[] {'{', '}'},
                            true,
                            null,
                            LONG_AGO),
                    List.of("ehr"));
            ledger.deferred(name + "-" + i, "ehr", "many reports wait", LONG_AGO);
        }
    }
    /** Takes whatever it is offered; nothing is offered here. */
    private static final class Willing implements ReportDestination {
        @Override
        public String name() {
            return "ehr";
        }

        @Override
        public DeliveryResult deliver(ReportDelivery delivery) {
            return new DeliveryResult.Delivered("1", true);
        }
    }
}
