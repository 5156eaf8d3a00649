package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.einthoven.dicom.network.DicomAssociation;
import org.einthoven.dicom.network.DicomClientSettings;
import org.einthoven.dicom.network.EinthovenDicomNetwork;
import org.einthoven.dicom.network.PresentationContext;
import org.einthoven.dicom.network.RemoteAe;
import org.einthoven.tests.fhirserver.FhirServerProcess;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise, tested by breaking it: under load from four associations the gateway is killed (SIGKILL) ten times.
 * Every object whose C-STORE was answered with success must end as exactly one report, in the gateway's own store and
 * in a second FHIR server that is never killed.
 */
class KillIT {
    private static final int ROUNDS = 10;
    private static final int SENDERS = 4;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    @Test
    void losesNothingAndReportsNothingTwice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KillIT seed " + seed);
        Random random = new Random(seed);
        try (FhirServerProcess hospital = FhirServerProcess.start(folder.resolve("hospital"))) {
            configure(hospital);
            GatewayProcess gateway = new GatewayProcess(folder);
            for (int round = 0; round < ROUNDS; round++) {
                int before = acknowledged.size();
                gateway.start();
                loadAndKill(gateway, 5 + random.nextInt(36));
                System.out.printf("round %d: %d acknowledged%n", round + 1, acknowledged.size() - before);
            }
            try (GatewayProcess last = gateway.start()) {
                check("own store, seed " + seed, new FhirReader(last.fhir()));
                check("second destination, seed " + seed, new FhirReader(hospital.address()));
            }
        }
    }

    private void configure(FhirServerProcess hospital) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("einthoven.yaml"), """
                destinations:
                  - name: hospital
                    type: fhir
                    url: %s
                """.formatted(hospital.address()));
    }

    private void loadAndKill(GatewayProcess gateway, int killAfter) throws Exception {
        CountDownLatch enough = new CountDownLatch(killAfter);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        for (int i = 0; i < SENDERS; i++) {
            senders.submit(() -> sendUntilItBreaks(gateway, enough));
        }
        assertThat(enough.await(120, TimeUnit.SECONDS)).as("acknowledgements").isTrue();
        gateway.kill();
        senders.shutdown();
        assertThat(senders.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void sendUntilItBreaks(GatewayProcess gateway, CountDownLatch enough) {
        try (DicomAssociation association = connect(gateway)) {
            while (gateway.alive()) {
                EcgVariant variant = EcgVariant.next(folder);
                offered.add(variant.sopInstanceUid());
                if (association.store(variant.file()).isSuccess()) {
                    acknowledged.add(variant.sopInstanceUid());
                    enough.countDown();
                }
                Files.delete(variant.file());
            }
        } catch (IOException expected) {
            // The kill breaks the association: whatever was not acknowledged until here may be lost.
        }
    }

    private static DicomAssociation connect(GatewayProcess gateway) throws IOException {
        return new EinthovenDicomNetwork()
                .connect(
                        new RemoteAe("EINTHOVEN", "127.0.0.1", gateway.dicomPort),
                        DicomClientSettings.of("CART"),
                        PresentationContext.storage(EcgVariant.SOP_CLASS, EcgVariant.TRANSFER_SYNTAX));
    }

    private void check(String where, FhirReader reader) throws Exception {
        await(where)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> reader.countReports() >= acknowledged.size()
                        && reportsBySource(reader).keySet().containsAll(acknowledged));
        Map<String, List<DiagnosticReport>> reports = reportsBySource(reader);
        assertThat(reports.keySet()).as(where).containsAll(acknowledged).isSubsetOf(offered);
        assertThat(reports.values()).as(where).allSatisfy(ofOne -> assertThat(ofOne)
                .hasSize(1));
        System.out.printf("%s: %d acknowledged, %d reports%n", where, acknowledged.size(), reports.size());
    }

    private static Map<String, List<DiagnosticReport>> reportsBySource(FhirReader reader) throws Exception {
        Map<String, List<DiagnosticReport>> bySource = new HashMap<>();
        for (DiagnosticReport report : reader.allReports()) {
            bySource.computeIfAbsent(EcgVariant.sopInstanceUidOf(report), uid -> new ArrayList<>())
                    .add(report);
        }
        return bySource;
    }
}
