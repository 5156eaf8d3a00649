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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateway nodes on one PostgreSQL, one object store and one queue engine: whichever of them an ECG comes to, and if
 * it comes to both at the same moment, it has one report at the destination.
 */
class TwoNodesIT {
    private static final int DISTINCT = 200;
    private static final int AT_ONCE = 20;
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(6);

    /** Property: "kafka" or "artemis". */
    private static final String QUEUE = "einthoven.nodes.queue";

    @TempDir
    Path folder;

    private final EcgAccount account = new EcgAccount();
    private final List<GatewayProcess> nodes = new ArrayList<>();
    private Hospital hospital;
    private QueueBroker broker;

    @BeforeEach
    void start() throws Exception {
        hospital = Hospital.start(folder.resolve("hospital"));
        hospital.postgres().createDatabase("ledger");
        broker = QueueBroker.start(System.getProperty(QUEUE, "kafka"), folder.resolve("broker"));
        Path config = configure(broker.setting());
        for (String name : List.of("node-1", "node-2")) {
            Path own = Files.createDirectories(folder.resolve(name));
            nodes.add(new GatewayProcess(own, config, Map.of("EINTHOVEN_NODE", name)).start());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (GatewayProcess node : nodes) {
            node.close();
        }
        hospital.close();
        broker.close();
    }

    private Path configure(String queue) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.writeString(config.resolve("einthoven.yaml"), """
                queue: %s
                ledger: %s
                objects: %s
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                """.formatted(
                        queue, hospital.postgres().address("ledger"), objects, hospital.address()));
        return config;
    }

    @Test
    void theSameObjectAtBothNodesAtOnceHasOneReport() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(nodes.size());
        CyclicBarrier together = new CyclicBarrier(nodes.size());
        for (int i = 0; i < AT_ONCE; i++) {
            String uid = EcgVariant.newUid();
            account.offer(uid);
            List<Callable<Boolean>> both = new ArrayList<>();
            for (GatewayProcess node : nodes) {
                both.add(() -> sendTogether(node, uid, together));
            }
            for (Future<Boolean> sent : senders.invokeAll(both)) {
                assertThat(sent.get()).as("each node acknowledges").isTrue();
            }
            account.acknowledge(uid);
        }
        senders.shutdown();
        // Behind the others: a second report would have arrived before this one.
        for (GatewayProcess node : nodes) {
            EcgLoad.sendOne(node, folder, account);
        }
        assertEven();
    }

    private boolean sendTogether(GatewayProcess node, String uid, CyclicBarrier together) throws Exception {
        DicomChannel channel = new DicomChannel(node, folder);
        together.await();
        boolean acknowledged = channel.send(uid);
        channel.close();
        return acknowledged;
    }

    @Test
    void distinctObjectsAtBothNodesHaveOneReportEach() throws Exception {
        try (EcgLoad one = EcgLoad.start(nodes.get(0), folder, new Random(11), account);
                EcgLoad other = EcgLoad.start(nodes.get(1), folder, new Random(12), account)) {
            one.send(DISTINCT);
            other.send(DISTINCT);
            one.awaitAcknowledged(DISTINCT);
        }
        assertEven();
    }

    private void assertEven() {
        FhirReader there = new FhirReader(hospital.address());
        await("delivered")
                .atMost(TIME_TO_SETTLE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(account.balance(there)).isEqualTo(EcgAccount.Balance.EVEN));
    }
}
