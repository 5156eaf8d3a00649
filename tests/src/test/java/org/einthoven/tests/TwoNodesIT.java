package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
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
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateway nodes on one PostgreSQL, one object store and one queue engine: whichever of them an ECG comes to, and if
 * it comes to both at the same moment, it has one report at the destination.
 */
@ExtendWith(SharedFhirServer.class)
class TwoNodesIT {
    private static final int DISTINCT = 100;
    private static final int AT_ONCE = 20;
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(6);

    /** Property: "kafka" or "artemis". */
    private static final String QUEUE = "einthoven.nodes.queue";

    @TempDir
    static Path folder;

    /** Of all tests: they share the nodes. */
    private static final EcgAccount ACCOUNT = new EcgAccount();

    private static final List<GatewayProcess> NODES = new ArrayList<>();
    private static PostgresProcess ledger;
    private static QueueBroker broker;
    private static FhirReader there;

    @BeforeAll
    static void start(FhirServerProcess hospital) throws Exception {
        there = new FhirReader(hospital.address());
        ledger = PostgresProcess.start(Files.createDirectories(folder.resolve("postgres")));
        ledger.createDatabase("ledger");
        broker = QueueBroker.start(System.getProperty(QUEUE, "kafka"), folder.resolve("broker"));
        Path config = configure(broker.setting(), hospital.address());
        for (String name : List.of("node-1", "node-2")) {
            Path own = Files.createDirectories(folder.resolve(name));
            NODES.add(new GatewayProcess(own, config, Map.of("EINTHOVEN_NODE", name)).start());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (GatewayProcess node : NODES) {
            node.close();
        }
        broker.close();
        ledger.close();
    }

    private static Path configure(String queue, URI hospital) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.writeString(
                config.resolve("einthoven.yaml"), """
                queue: %s
                ledger: %s
                objects: %s
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                """.formatted(queue, ledger.address("ledger"), objects, hospital));
        return config;
    }

    @Test
    void theSameObjectAtBothNodesAtOnceHasOneReport() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(NODES.size());
        CyclicBarrier together = new CyclicBarrier(NODES.size());
        for (int i = 0; i < AT_ONCE; i++) {
            String uid = EcgVariant.newUid();
            ACCOUNT.offer(uid);
            List<Callable<Boolean>> both = new ArrayList<>();
            for (GatewayProcess node : NODES) {
                both.add(() -> sendTogether(node, uid, together));
            }
            for (Future<Boolean> sent : senders.invokeAll(both)) {
                assertThat(sent.get()).as("each node acknowledges").isTrue();
            }
            ACCOUNT.acknowledge(uid);
        }
        senders.shutdown();
        // Behind the others: a second report would have arrived before this one.
        for (GatewayProcess node : NODES) {
            EcgLoad.sendOne(node, folder, ACCOUNT);
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
        try (EcgLoad one = EcgLoad.start(NODES.get(0), folder, new Random(11), ACCOUNT);
                EcgLoad other = EcgLoad.start(NODES.get(1), folder, new Random(12), ACCOUNT)) {
            int before = ACCOUNT.acknowledged();
            one.send(DISTINCT);
            other.send(DISTINCT);
            one.awaitAcknowledged(before + DISTINCT);
        }
        assertEven();
    }

    /** Others' reports are there as well. */
    private static void assertEven() {
        await("delivered")
                .atMost(TIME_TO_SETTLE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    EcgAccount.Balance balance = ACCOUNT.balance(there);
                    assertThat(balance.lost()).isEmpty();
                    assertThat(balance.twice()).isEmpty();
                });
    }
}
