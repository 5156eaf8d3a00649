package org.einthoven.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.Step;
import org.einthoven.dicom.network.DimseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two nodes on one PostgreSQL and one folder of originals, each with an embedded queue; one of them does not come back. */
class DeadNodeIT {
    /** After this what is in no queue is taken for lost. */
    private static final Duration LATER = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void whatLiesInTheQueueOfADeadNodeIsReadByTheOther() throws Exception {
        Path reading = Files.createDirectories(folder.resolve("reading"));
        Path receiving =
                Files.createDirectories(folder.resolve("receiving/routes")).getParent();
        Files.writeString(receiving.resolve("routes/20-interpret.yaml"), "# this node dies before it reads\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
            try (Gateway dying = start(receiving, "node-1", ledger, Duration.ZERO, true)) {
                assertThat(TestGateways.send(
                                dying,
                                List.of(
                                        Samples.dicom("pydicom_waveform_ecg.dcm"),
                                        Samples.dicom("ecgtoolkit_Example.dcm"))))
                        .containsOnly(DimseStatus.SUCCESS);
            }
            try (Gateway other = start(reading, "node-2", ledger, LATER, true)) {
                assertThat(TestGateways.await(other, 2, LedgerEntry::settled))
                        .extracting(LedgerEntry::state)
                        .containsOnly(LedgerEntry.State.DELIVERED);
            }
            try (Gateway back = start(reading, "node-1", ledger, LATER, true)) {
                TestGateways.send(back, List.of(Samples.dicom("mortara_implicit.dcm")));
                TestGateways.await(back, 3, LedgerEntry::settled);
                for (LedgerEntry entry : back.entries().subList(0, 2)) {
                    assertThat(back.way(entry.object()))
                            .as("what it found in its own queue has its report already")
                            .extracting(Step::outcome)
                            .startsWith("RECEIVED", "INTERPRETED", "DELIVERED")
                            .containsOnlyOnce("INTERPRETED", "DELIVERED");
                }
            }
        }
    }

    @Test
    void nodesThatShareALedgerAndNoOriginalsAreTold() throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Gateway.class);
        log.start();
        logger.addAppender(log);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "postgresql://postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
            try (Gateway one = start(config, "node-1", ledger, Duration.ZERO, false)) {
                TestGateways.send(one, List.of(Samples.dicom("pydicom_waveform_ecg.dcm")));
                TestGateways.await(one, 1, LedgerEntry::settled);
            }
            start(config, "node-1", ledger, Duration.ZERO, false).close();
            assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("originals"));
            start(config, "node-2", ledger, Duration.ZERO, false).close();
            assertThat(log.list)
                    .anyMatch(event -> event.getFormattedMessage().contains("node-1")
                            && event.getFormattedMessage().contains("originals"));
        } finally {
            logger.detachAppender(log);
        }
    }

    private Gateway start(Path config, String node, String ledger, Duration ahead, boolean sharedObjects)
            throws Exception {
        Map<String, String> environment = TestGateways.environment(folder.resolve(node));
        environment.put("EINTHOVEN_NODE", node);
        environment.put("EINTHOVEN_LEDGER", ledger);
        if (sharedObjects) {
            environment.put("EINTHOVEN_OBJECTS", folder.resolve("objects").toString());
        }
        return Gateway.start(
                GatewayConfiguration.read(config, environment),
                any -> new TestGateways.MeanEncoder(),
                Clock.offset(Clock.systemUTC(), ahead));
    }
}
