package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Path;
import org.einthoven.tests.brokers.Broker;

/**
 * A queue engine outside the gateway, in a process of its own, which syncs each message: what three do by having it twice.
 *
 * @param name "kafka" or "artemis"
 * @param setting as the gateway's configuration names it
 */
record QueueBroker(String name, String setting, Broker process) implements Victim, AutoCloseable {
    /** @param engine "kafka" or "artemis" */
    static QueueBroker start(String engine, Path folder) throws IOException {
        return switch (engine) {
            case "kafka" -> {
                Broker broker = Broker.kafka(folder);
                yield new QueueBroker(engine, "kafka://" + broker.address() + "?replicas=1&partitions=12", broker);
            }
            case "artemis" -> {
                Broker broker = Broker.artemis(folder);
                yield new QueueBroker(engine, "artemis://" + broker.address(), broker);
            }
            default -> throw new IllegalArgumentException("there is no queue engine " + engine);
        };
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() throws IOException {
        process.restart();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
