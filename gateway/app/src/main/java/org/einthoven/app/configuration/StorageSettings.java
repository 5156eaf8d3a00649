package org.einthoven.app.configuration;

import java.nio.file.Path;
import java.util.Objects;
import org.einthoven.app.database.PostgresAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway node keeps what must not be lost, and what it shares with other nodes.
 *
 * @param node names this node in the ledger and in the shared object store: letters, digits, hyphens and dots
 * @param ledger the PostgreSQL database of the ledger and the FHIR store; null for files in the data folder
 * @param sharedObjects folder of the originals, which nodes may share; null for one in the data folder
 */
public record StorageSettings(
        String node,
        @Nullable PostgresAddress ledger,
        @Nullable Path sharedObjects) {
    /** A single gateway with everything in its data folder. */
    public static final StorageSettings EMBEDDED = new StorageSettings("gateway", null, null);

    public StorageSettings {
        Objects.requireNonNull(node);
    }

    /** The folder of the object store. */
    public Path objects(Path data) {
        return sharedObjects == null ? data.resolve("objects") : sharedObjects;
    }
}
