package org.einthoven.app.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.app.database.PostgresAddress;
import org.einthoven.tests.PostgresProcess;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The FHIR store in a real PostgreSQL, which nodes share. */
class FhirStoreOnPostgresIT extends FhirStoreTest {
    private static PostgresProcess server;

    private PostgresAddress address;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = PostgresProcess.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    FhirStore openStore(Path folder) throws Exception {
        String database = "fhir_" + UUID.randomUUID().toString().replace("-", "");
        server.createDatabase(database);
        address = PostgresAddress.parse(server.address(database));
        return FhirStore.open(address);
    }

    @Test
    void ofTwoNodesThatWriteOneReportAtOnceOneDoes() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try (FhirStore one = FhirStore.open(address);
                FhirStore other = FhirStore.open(address)) {
            for (int i = 0; i < 50; i++) {
                String id = "report-" + i;
                List<Callable<Boolean>> writes = new ArrayList<>();
                for (FhirStore store : List.of(one, other)) {
                    writes.add(() -> writes(store, id));
                }
                int written = 0;
                for (Future<Boolean> write : nodes.invokeAll(writes)) {
                    written += write.get() ? 1 : 0;
                }
                assertThat(written).as(id).isEqualTo(1);
                assertThat(one.history("DiagnosticReport", id)).hasSize(1);
            }
            assertThat(one.history("Device", "model"))
                    .as("both write it, with the same content")
                    .hasSize(1);
        } finally {
            nodes.shutdown();
        }
    }

    private static boolean writes(FhirStore store, String id) {
        Device device = new Device();
        device.setId("model");
        DiagnosticReport report = new DiagnosticReport();
        report.setId(id);
        try {
            store.write(List.of(new Write(device, Write.Condition.NONE), new Write(report, Write.Condition.ABSENT)));
            return true;
        } catch (VersionConflictException conflict) {
            return false;
        }
    }
}
