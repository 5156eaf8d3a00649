package org.einthoven.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Deque;
import java.util.List;
import org.einthoven.app.configuration.GatewayConfiguration;
import org.einthoven.app.configuration.StorageSettings;
import org.einthoven.app.database.PostgresAddress;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.queue.QueueEngine;
import org.einthoven.app.store.ObjectStore;
import org.jspecify.annotations.Nullable;

/** What a gateway keeps, wherever the configuration says: in its data folder, or with other nodes. */
record Storage(DataFolder data, QueueEngine queues, ObjectStore objects, Ledger ledger, FhirStore fhirStore) {
    /** @param parts receives each part as soon as it is open, to be closed in the reverse order */
    static Storage open(GatewayConfiguration configuration, Clock clock, Deque<AutoCloseable> parts) throws Exception {
        DataFolder data = opened(parts, DataFolder.open(configuration.data()));
        QueueEngine queues =
                opened(parts, QueueEngine.open(configuration.queue(), configuration.intake(), data.resolve("queues")));
        StorageSettings settings = configuration.storage();
        ObjectStore objects = ObjectStore.open(settings.objects(configuration.data()), settings.node());
        Ledger ledger = opened(parts, openLedger(configuration, clock));
        FhirStore fhirStore = opened(parts, openFhirStore(configuration));
        return new Storage(data, queues, objects, ledger, fhirStore);
    }

    /** Notes what is open, to be closed. */
    static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static Ledger openLedger(GatewayConfiguration configuration, Clock clock) throws IOException {
        StorageSettings settings = configuration.storage();
        PostgresAddress postgres = settings.ledger();
        return postgres == null
                ? Ledger.open(configuration.data(), clock, settings.node())
                : Ledger.open(postgres, clock, settings.node());
    }

    private static FhirStore openFhirStore(GatewayConfiguration configuration) throws IOException {
        PostgresAddress postgres = configuration.storage().ledger();
        return postgres == null ? FhirStore.open(configuration.data().resolve("fhir.db")) : FhirStore.open(postgres);
    }

    /** The folders whose disks must have room. */
    List<Path> disks() {
        return List.of(data.resolve(""), objects.incoming());
    }

    /** Why nothing can be promised now, in one sentence; null when it can. */
    @Nullable
    String problemOfLedger() {
        try {
            ledger.probe();
            return null;
        } catch (LedgerException e) {
            return e.getMessage();
        }
    }
}
