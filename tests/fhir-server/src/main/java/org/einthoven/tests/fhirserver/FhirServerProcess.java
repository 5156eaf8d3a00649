package org.einthoven.tests.fhirserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.einthoven.tests.processes.ServerProcess;

/** The FHIR server in a process of its own. Needs nothing but the JDK in the test that uses it. */
public final class FhirServerProcess implements AutoCloseable {
    private final ServerProcess process;

    private FhirServerProcess(String... arguments) throws IOException {
        process = ServerProcess.start(FhirServerMain.class, "1g", arguments);
    }

    /** Starts a server with an empty database in memory, and waits until it answers: 15 to 60 s. */
    public static FhirServerProcess start() throws IOException {
        return new FhirServerProcess("0");
    }

    /** Starts a server whose H2 database lies at this path. */
    public static FhirServerProcess start(Path database) throws IOException {
        return new FhirServerProcess("0", "jdbc:h2:file:" + database.toAbsolutePath());
    }

    /**
     * Starts a server where one was before, or is to be again.
     *
     * @param port 0 for any
     * @param jdbcUrl of H2, or of PostgreSQL with the user in it: only what that has committed survives {@link #kill()}
     */
    public static FhirServerProcess start(int port, String jdbcUrl) throws IOException {
        return new FhirServerProcess(Integer.toString(port), jdbcUrl);
    }

    /** Its base address: "http://127.0.0.1:40123/fhir". */
    public URI address() {
        return URI.create(process.told());
    }

    /** Its process id. */
    public long id() {
        return process.id();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        process.kill();
    }

    /** Ends the server and waits for its end. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
