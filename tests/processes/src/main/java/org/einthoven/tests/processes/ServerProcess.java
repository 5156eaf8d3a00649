package org.einthoven.tests.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One life of a server in a JVM of its own. Beside its main class lie its logback.xml and, as class-path.txt, the class
 * path that its build wrote. It prints {@link #READY} once it serves, and ends when its standard input ends, so also when
 * the test's own process is gone.
 */
public final class ServerProcess implements AutoCloseable {
    /** A line that begins so tells that the server serves; what follows is {@link #told()}. */
    public static final String READY = "READY";

    private static final String CLASS_PATH = "class-path.txt";
    private static final long SECONDS_TO_START = 240;
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<String> told = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a server and waits until it serves.
     *
     * @param heap as java's option -Xmx has it: "512m"
     */
    public static ServerProcess start(Class<?> main, String heap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // Short lives: less to compile, less to set up.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dlogback.configurationFile=" + main.getPackageName().replace('.', '/') + "/logback.xml",
                "-cp",
                classPath(main),
                main.getName()));
        command.addAll(List.of(arguments));
        ServerProcess server = new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread reader = new Thread(server::readOutput, main.getSimpleName() + "-output");
        reader.setDaemon(true);
        reader.start();
        server.awaitReady(main);
        return server;
    }

    /** What it said when it was ready, such as its address. */
    public String told() {
        return told.join();
    }

    /** Its process id. */
    public long id() {
        return process.pid();
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends the server and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private static String classPath(Class<?> main) throws IOException {
        try (InputStream file = main.getResourceAsStream(CLASS_PATH)) {
            if (file == null) {
                throw new IOException("the class path of " + main.getSimpleName() + " is missing; Maven writes it");
            }
            Path own = Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
            return own + System.getProperty("path.separator") + new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private void awaitReady(Class<?> main) throws IOException {
        try {
            told.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            kill();
            throw new IOException(main.getSimpleName() + " did not start; its last lines:\n" + output(), failure);
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + main.getSimpleName() + " started", interrupted);
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.startsWith(READY)) {
                    told.complete(line.substring(READY.length()).strip());
                }
            }
        } catch (IOException ended) {
            keep(ended.toString());
        }
        told.completeExceptionally(new IOException("the process ended"));
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
