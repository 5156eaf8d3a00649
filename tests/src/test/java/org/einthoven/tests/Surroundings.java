package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a gateway keeps outside of itself: a ledger in PostgreSQL, queues in a broker; nothing when it is embedded. */
record Surroundings(
        @Nullable PostgresProcess ledger, @Nullable QueueBroker broker) implements AutoCloseable {
    private static final String DATABASE = "einthoven";
    private static final Set<String> BROKERS = Set.of("kafka", "kafka-cluster", "artemis");

    /** @param victim a name that KillIT knows */
    static Surroundings of(String victim, Path folder) throws IOException, SQLException {
        String engine = victim.replaceFirst("^gateway-on-", "");
        boolean outside = BROKERS.contains(engine);
        if (!outside && !victim.equals("ledger")) {
            return new Surroundings(null, null);
        }
        Files.createDirectories(folder);
        PostgresProcess ledger = PostgresProcess.start(folder.resolve("postgres"));
        ledger.createDatabase(DATABASE);
        return new Surroundings(ledger, outside ? QueueBroker.start(engine, folder.resolve("broker")) : null);
    }

    /** Lines of einthoven.yaml. */
    String settings() {
        return (ledger == null ? "" : "node: node-1\nledger: " + ledger.address(DATABASE) + "\n")
                + (broker == null ? "" : "queue: " + broker.setting() + "\n");
    }

    /** Of these the one that is killed. */
    Victim victim() {
        if (broker != null) {
            return broker;
        }
        PostgresProcess database = java.util.Objects.requireNonNull(ledger, "nothing is outside");
        return Victim.of("ledger", database::kill, database::start);
    }

    @Override
    public void close() throws IOException {
        if (broker != null) {
            broker.close();
        }
        if (ledger != null) {
            ledger.close();
        }
    }
}
