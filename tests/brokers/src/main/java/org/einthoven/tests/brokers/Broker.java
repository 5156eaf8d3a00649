package org.einthoven.tests.brokers;

import java.io.IOException;
import java.nio.file.Path;
import org.einthoven.tests.processes.Ports;
import org.einthoven.tests.processes.ServerProcess;

/** A broker in a process of its own. Needs nothing but the JDK in the test that uses it. */
public final class Broker implements AutoCloseable {
    private final Class<?> main;
    private final int port;
    private final String[] arguments;
    private ServerProcess process;

    private Broker(Class<?> main, int port, String... arguments) throws IOException {
        this.main = main;
        this.port = port;
        this.arguments = arguments;
        this.process = life();
    }

    /** Starts Artemis on what the folder holds, on a free port, and waits until it answers: 2 to 5 s. */
    public static Broker artemis(Path folder) throws IOException {
        int port = Ports.free();
        return new Broker(ArtemisMain.class, port, folder.toAbsolutePath().toString(), String.valueOf(port));
    }

    /**
     * Starts Kafka (KRaft, one node, which syncs each record to its disk) on what the folder holds, on a free port, and
     * waits until it answers: 3 to 20 s.
     */
    public static Broker kafka(Path folder) throws IOException {
        int port = Ports.free();
        String controllerPort = String.valueOf(Ports.free());
        return new Broker(
                KafkaMain.class, port, folder.toAbsolutePath().toString(), String.valueOf(port), controllerPort);
    }

    private ServerProcess life() throws IOException {
        return ServerProcess.start(main, "512m", arguments);
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
