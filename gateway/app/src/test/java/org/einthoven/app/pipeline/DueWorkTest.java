package org.einthoven.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
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
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.ledger.Arrival;
import org.einthoven.app.ledger.Lane;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.MadeReport;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the queue of a destination while live reports and an archive's wait for it in the ledger. */
class DueWorkTest {
    private static final Instant LONG_AGO = Instant.now().minusSeconds(100);

    @TempDir
    Path folder;

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<String> sent = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private Ledger ledger;

    @BeforeEach
    void start() throws Exception {
        ledger = Ledger.open(folder, Clock.systemUTC(), "node");
        Properties properties = new Properties();
        properties.putAll(Map.of("queue", "direct:", "queue.producer", ""));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report.to.ehr")
                        .process(exchange -> sent.add(Exchanges.reference(exchange, ReportReference.class)
                                .reportId()));
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

    @Test
    void whatWasSentIsKnownToLieInItsQueue() throws Exception {
        waiting("live", Lane.LIVE, 3);
        try (DueWork work = work(depth -> 0)) {
            work.sendAll();
        }
        long claimed = ledger.schedule().recoverClaims();
        assertThat(sent).hasSize(3);
        assertThat(claimed).isZero();
        assertThat(ledger.schedule().claimReports("ehr", Lane.LIVE, 9)).isEmpty();
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
