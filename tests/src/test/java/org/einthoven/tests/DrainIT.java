package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM under load: what is under way ends, the rest waits on disk, and nothing is done again at the next start. */
class DrainIT {
    private static final int SENDERS = 4;
    /** Faster than they are read: most of them wait when the end comes. */
    private static final int BEFORE_THE_END = 200;

    @TempDir
    Path folder;

    private final EcgAccount account = new EcgAccount();

    @Test
    void endsWhatIsUnderWayAndRepeatsNothing() throws Exception {
        endsAndBegins(new GatewayProcess(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "artemis"})
    void soItDoesWithItsQueuesElsewhere(String engine) throws Exception {
        try (QueueBroker broker = QueueBroker.start(engine, folder.resolve("broker"))) {
            endsAndBegins(
                    new GatewayProcess(folder, folder.resolve("config"), Map.of("EINTHOVEN_QUEUE", broker.setting())));
        }
    }

    private void endsAndBegins(GatewayProcess gateway) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        gateway.start();
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Path own = Files.createDirectories(folder.resolve("sender-" + i));
            sending.add(senders.submit(() -> sendUntilRefused(new DicomChannel(gateway, own))));
        }
        await("load").atMost(Duration.ofMinutes(2)).until(() -> account.acknowledged() >= BEFORE_THE_END);

        assertThat(gateway.terminate()).as("exit status").isZero();
        for (Future<?> sender : sending) {
            sender.get();
        }
        senders.shutdown();

        try (GatewayProcess again = gateway.start()) {
            FhirReader reports = new FhirReader(again.fhir());
            await("reports")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(account.balance(reports)).isEqualTo(EcgAccount.Balance.EVEN));
            String metrics = reports.get(again.http("/metrics")).body();
            System.out.println("DrainIT: " + account.acknowledged() + " acknowledged, "
                    + metrics.lines()
                            .filter(line -> line.startsWith("einthoven_ecg_re"))
                            .toList());
            assertThat(metrics.lines().filter(line -> line.startsWith("einthoven_ecg_repeated_total")))
                    .as("ECGs that were read again in vain")
                    .isEmpty();
        }
    }

    private void sendUntilRefused(DicomChannel channel) {
        try {
            boolean taken = true;
            while (taken) {
                String uid = EcgVariant.newUid();
                account.offer(uid);
                taken = channel.send(uid);
                if (taken) {
                    account.acknowledge(uid);
                }
            }
        } catch (IOException ended) {
            // The gateway takes no more: what was not acknowledged is the sender's.
        } finally {
            channel.close();
        }
    }
}
