package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Path;
import org.einthoven.tests.brokers.ArtemisProcess;
import org.einthoven.tests.brokers.KafkaProcess;

/** A queue engine outside the gateway, in a process of its own. */
interface QueueBroker extends Victim, AutoCloseable {
    /** As the gateway's configuration names it. */
    String setting();

    @Override
    void close() throws IOException;

    /** @param engine "kafka" or "artemis" */
    static QueueBroker start(String engine, Path folder) throws IOException {
        return switch (engine) {
            case "kafka" -> new Kafka(KafkaProcess.start(folder));
            case "artemis" -> new Artemis(ArtemisProcess.start(folder));
            default -> throw new IllegalArgumentException("there is no queue engine " + engine);
        };
    }

    /** One broker that syncs each record: what three do by having it twice. */
    record Kafka(KafkaProcess process) implements QueueBroker {
        @Override
        public String name() {
            return "kafka";
        }

        @Override
        public String setting() {
            return "kafka://" + process.address() + "?replicas=1&partitions=12";
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

    /** One broker whose journal syncs each message. */
    record Artemis(ArtemisProcess process) implements QueueBroker {
        @Override
        public String name() {
            return "artemis";
        }

        @Override
        public String setting() {
            return "artemis://" + process.address();
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
}
