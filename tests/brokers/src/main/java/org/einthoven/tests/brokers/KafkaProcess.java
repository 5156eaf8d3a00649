package org.einthoven.tests.brokers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A Kafka broker (KRaft, one node) in a process of its own, which syncs each record to its disk. Needs nothing but the JDK
 * in the test that uses it.
 */
public final class KafkaProcess implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final int controllerPort;
    private BrokerProcess process;

    private KafkaProcess(Path folder, int port, int controllerPort) throws IOException {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.process = life();
    }

    /** Starts a broker on what the folder holds, on a free port, and waits until it answers: 3 to 20 s. */
    public static KafkaProcess start(Path folder) throws IOException {
        return new KafkaProcess(folder.toAbsolutePath(), Ports.free(), Ports.free());
    }

    private BrokerProcess life() throws IOException {
        return BrokerProcess.start(
                KafkaMain.class, folder.toString(), String.valueOf(port), String.valueOf(controllerPort));
    }

    /** "127.0.0.1:40123". */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.kill();
    }

    /** Starts it again after {@link #kill} or {@link #close}: the same folder, the same port. */
    public void restart() throws IOException {
        process = life();
    }

    /** Ends it in order. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
