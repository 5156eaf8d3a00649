package org.einthoven.tests.brokers;

import java.io.IOException;
import java.nio.file.Path;

/** An Artemis broker in a process of its own. Needs nothing but the JDK in the test that uses it. */
public final class ArtemisProcess implements AutoCloseable {
    private final Path folder;
    private final int port;
    private BrokerProcess process;

    private ArtemisProcess(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = life();
    }

    /** Starts a broker on what the folder holds, on a free port, and waits until it answers: 2 to 5 s. */
    public static ArtemisProcess start(Path folder) throws IOException {
        return new ArtemisProcess(folder.toAbsolutePath(), Ports.free());
    }

    private BrokerProcess life() throws IOException {
        return BrokerProcess.start(ArtemisMain.class, folder.toString(), String.valueOf(port));
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
