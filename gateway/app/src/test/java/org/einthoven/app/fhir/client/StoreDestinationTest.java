package org.einthoven.app.fhir.client;

import java.nio.file.Path;
import java.util.Optional;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.fhir.Write;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class StoreDestinationTest extends DestinationContract {
    private FhirStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        store = FhirStore.open(folder.resolve("fhir.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    ReportDestination destination() {
        return new StoreDestination("own", store);
    }

    @Override
    Optional<DiagnosticReport> reportThere(String id) {
        return store.read("DiagnosticReport", id).map(found -> found.as(DiagnosticReport.class));
    }

    @Override
    void changeByPerson(DiagnosticReport report) throws Exception {
        store.write(
                report,
                Write.Condition.version(Long.parseLong(report.getIdElement().getVersionIdPart())));
    }
}
