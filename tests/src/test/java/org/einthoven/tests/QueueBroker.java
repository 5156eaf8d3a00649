package org.einthoven.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.einthoven.tests.brokers.Broker;

/** A queue engine outside the gateway, in one process or several, of which one after the other is killed. */
final class QueueBroker implements Victim, AutoCloseable {
    private final String name;
    private final String setting;
    private final List<Broker> processes;
    private int killed = -1;

    private QueueBroker(String name, String setting, List<Broker> processes) {
        this.name = name;
        this.setting = setting;
        this.processes = processes;
    }

    /**
     * @param engine "kafka" or "artemis", one process which syncs each message; "kafka-cluster", three which have each
     *     message twice before it is acknowledged
     */
    static QueueBroker start(String engine, Path folder) throws IOException {
        return switch (engine) {
            case "kafka" -> {
                Broker broker = Broker.kafka(folder);
                String setting = "kafka://" + broker.address() + "?replicas=1&partitions=12";
                yield new QueueBroker(engine, setting, List.of(broker));
            }
            case "kafka-cluster" -> {
                List<Broker> brokers = Broker.kafkaCluster(folder);
                String addresses = brokers.stream().map(Broker::address).collect(Collectors.joining(","));
                yield new QueueBroker(engine, "kafka://" + addresses + "?partitions=12", brokers);
            }
            case "artemis" -> {
                Broker broker = Broker.artemis(folder);
                yield new QueueBroker(engine, "artemis://" + broker.address(), List.of(broker));
            }
            default -> throw new IllegalArgumentException("there is no queue engine " + engine);
        };
    }

    /** As the gateway's configuration names it. */
    String setting() {
        return setting;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void kill() {
        killed = (killed + 1) % processes.size();
        processes.get(killed).kill();
    }

    @Override
    public void restart() throws IOException {
        processes.get(killed).restart();
    }

    @Override
    public void close() throws IOException {
        for (Broker process : processes) {
            process.close();
        }
    }
}
