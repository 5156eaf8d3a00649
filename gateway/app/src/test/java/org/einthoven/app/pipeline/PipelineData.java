package org.einthoven.app.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final String REPORT = "DiagnosticReport";
    private static final int PAGE = 100;

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

    /** The steps of a gateway, from its start on. */
    PipelineLife live() throws Exception {
        return new PipelineLife(this);
    }

    long reportsAtOwn() {
        return own.count(new SearchQuery(REPORT));
    }

    long reportsAtEhr() {
        return ehr.count(new SearchQuery(REPORT));
    }

    /** Reports of which a receiver has more than the first version. */
    List<String> laterVersions() {
        List<String> found = new ArrayList<>();
        for (FhirStore store : List.of(own, ehr)) {
            for (int offset = 0; offset < store.count(new SearchQuery(REPORT)); offset += PAGE) {
                store.search(new SearchQuery(REPORT), offset, PAGE).stream()
                        .filter(report -> report.version() > 1)
                        .forEach(report -> found.add(report.id()));
            }
        }
        return found;
    }

    @Override
    public void close() {
        ehr.close();
        own.close();
        ledger.close();
    }
}
