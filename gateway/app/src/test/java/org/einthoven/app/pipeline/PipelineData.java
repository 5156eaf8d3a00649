package org.einthoven.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.einthoven.app.SettableClock;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.fhir.SearchQuery;
import org.einthoven.app.ledger.EcgFilter;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerEntry;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.store.ObjectStore;

/** What is there when a gateway that was killed starts again: its databases, originals and queues, and another receiver. */
final class PipelineData implements AutoCloseable {
    final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    final KeptQueues queues = new KeptQueues();
    final Path folder;
    final Ledger ledger;
    final ObjectStore objects;
    final FhirStore own;
    final FhirStore ehr;
    private long forgotten;

    PipelineData(Path folder) throws Exception {
        this.folder = folder;
        ledger = Ledger.open(folder, clock, "node");
        objects = ObjectStore.open(Files.createDirectories(folder.resolve("objects")));
        own = FhirStore.open(folder.resolve("own.db"));
        ehr = FhirStore.open(folder.resolve("ehr.db"));
    }

    /** What came in since {@link #forget}, in that order. */
    List<LedgerEntry> entries() throws LedgerException {
        return ledger.search().list(EcgFilter.ALL, forgotten, Integer.MAX_VALUE);
    }

    /** What came in until now is done with. */
    void forget() throws LedgerException {
        for (LedgerEntry entry : entries()) {
            forgotten = entry.sequence();
        }
    }

    /** How many reports each receiver has. */
    List<Long> reports() {
        return List.of(reports(own), reports(ehr));
    }

    private static long reports(FhirStore store) {
        return store.count(new SearchQuery("DiagnosticReport"));
    }

    @Override
    public void close() {
        ehr.close();
        own.close();
        ledger.close();
    }
}
