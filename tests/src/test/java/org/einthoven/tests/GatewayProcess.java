package org.einthoven.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.einthoven.tests.processes.Ports;

/**
 * {@code einthoven run} in a JVM of its own, as IT staff run it: it can be killed at any moment and started again on the
 * same data and ports.
 */
final class GatewayProcess implements AutoCloseable {
    /** It works on what its queues hold while it starts: on a busy machine that takes minutes. */
    private static final long SECONDS_TO_START = 300;

    final int dicomPort = Ports.free();
    final int httpPort = Ports.free();
    private final Path folder;
    private final List<String> arguments;
    private final Map<String, String> more;
    private volatile CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile Process process;

    /** The folder receives data, log and, where the test wrote one into it, holds the configuration as "config". */
    GatewayProcess(Path folder) {
        this(folder, folder.resolve("config"), Map.of());
    }

    /**
     * @param folder receives data and log
     * @param config the configuration, which several gateways may share; need not exist
     * @param environment more of it than ports and folders
     */
    GatewayProcess(Path folder, Path config, Map<String, String> environment) {
        this.folder = folder;
        this.arguments = Files.isDirectory(config) ? List.of("run", "--config", config.toString()) : List.of("run");
        this.more = environment;
    }

    /** Starts and waits until it says that it is ready. */
    GatewayProcess start() throws IOException, InterruptedException {
        launch();
        try {
            ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException("the gateway did not become ready; its log ends:\n" + endOfLog(), e);
        }
        return this;
    }

    /** Starts and does not wait. */
    void launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.directory(folder.toFile());
        builder.environment().putAll(environment());
        builder.environment().putAll(more);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        CompletableFuture<Void> thisReady = ready;
        Process started = builder.start();
        process = started;
        Thread reader = new Thread(() -> readUntilReady(started, thisReady));
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Waits until it is ready, whoever starts it; what became ready and was killed since is not.
     *
     * @throws ExecutionException when it ends before
     */
    void awaitReady() throws InterruptedException, ExecutionException {
        CompletableFuture<Void> start = ready;
        while (true) {
            try {
                start.get();
                return;
            } catch (ExecutionException e) {
                CompletableFuture<Void> next = ready;
                if (next == start) {
                    throw e;
                }
                // That start was cut off by a kill; there is another.
                start = next;
            }
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private static void readUntilReady(Process process, CompletableFuture<Void> ready) {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("einthoven ready")) {
                    ready.complete(null);
                } else {
                    ready.completeExceptionally(new IOException("it said: " + line));
                }
            }
            ready.completeExceptionally(new IOException("it ended with status " + process.waitFor()));
        } catch (IOException | InterruptedException e) {
            ready.completeExceptionally(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "EINTHOVEN_DICOM_PORT", Integer.toString(dicomPort),
                "EINTHOVEN_HTTP_PORT", Integer.toString(httpPort),
                "EINTHOVEN_DATA", folder.resolve("data").toString(),
                "EINTHOVEN_SECURITY", "open");
    }

    /** A java command line that runs the program on this test's class path. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                // Most lives are short: the second compiler and a concurrent collector would take half of their time.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildMain.class.getName()));
        command.addAll(arguments);
        return command;
    }

    Path log() {
        return folder.resolve("gateway.log");
    }

    Path data() {
        return folder.resolve("data");
    }

    URI fhir() {
        return URI.create("http://127.0.0.1:" + httpPort + "/fhir");
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    boolean alive() {
        return process != null && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        ready = new CompletableFuture<>();
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; the exit status. */
    int terminate() throws InterruptedException {
        ChildMain.terminate(process);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("SIGTERM did not end the gateway within 60 s");
        }
        ready = new CompletableFuture<>();
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        if (alive()) {
            terminate();
        }
    }
}
