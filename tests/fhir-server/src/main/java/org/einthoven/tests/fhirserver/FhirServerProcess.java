package org.einthoven.tests.fhirserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The FHIR server in a process of its own. Needs nothing but the JDK in the test that uses it. */
public final class FhirServerProcess implements AutoCloseable {
    static final String READY = "READY ";
    private static final String CLASS_PATH = "class-path.txt";
    private static final long SECONDS_TO_START = 240;
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private FhirServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server with an empty database in memory, and waits until it answers: 15 to 60 s. */
    public static FhirServerProcess start() throws IOException {
        return start(List.of("0"));
    }

    /** Starts a server whose H2 database lies at this path. */
    public static FhirServerProcess start(Path database) throws IOException {
        return start(List.of("0", "jdbc:h2:file:" + database.toAbsolutePath()));
    }

    /**
     * Starts a server where one was before, or is to be again.
     *
     * @param port 0 for any
     * @param jdbcUrl of H2, or of PostgreSQL with the user in it: only what that has committed survives {@link #kill()}
     */
    public static FhirServerProcess start(int port, String jdbcUrl) throws IOException {
        return start(List.of(Integer.toString(port), jdbcUrl));
    }

    private static FhirServerProcess start(List<String> arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=org/einthoven/tests/fhirserver/logback.xml",
                "-cp",
                classPath(),
                FhirServerProcess.class.getPackageName() + ".FhirServerMain"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        FhirServerProcess server = new FhirServerProcess(process);
        Thread reader = new Thread(server::readOutput, "fhir-server-output");
        reader.setDaemon(true);
        reader.start();
        return server.awaitReady();
    }

    /** Its base address: "http://127.0.0.1:40123/fhir". */
    public URI address() {
        return address.join();
    }

    /** Its process id. */
    public long id() {
        return process.pid();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the server and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String classPath() throws IOException {
        try (InputStream file = FhirServerProcess.class.getResourceAsStream(CLASS_PATH)) {
            if (file == null) {
                throw new IOException("the class path of the FHIR server is missing; build tests/fhir-server by Maven");
            }
            Path own = Path.of(FhirServerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + System.getProperty("path.separator") + new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private FhirServerProcess awaitReady() throws IOException {
        try {
            address.get(SECONDS_TO_START, TimeUnit.SECONDS);
            return this;
        } catch (TimeoutException | ExecutionException failure) {
            process.destroyForcibly();
            throw new IOException("the FHIR server did not start; its last lines:\n" + output(), failure);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the FHIR server started", interrupted);
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.startsWith(READY)) {
                    address.complete(URI.create(line.substring(READY.length())));
                }
            }
        } catch (IOException ended) {
            keep(ended.toString());
        }
        address.completeExceptionally(new IOException("the process ended"));
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
    }

    private synchronized String output() {
        return String.join("\n", lastLines);
    }
}
