package org.einthoven.tests.brokers;

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

/** One life of a broker. It ends when its standard input ends, so also when the test's own process is gone. */
final class BrokerProcess {
    static final String READY = "READY";
    private static final String CLASS_PATH = "class-path.txt";
    private static final long SECONDS_TO_START = 120;
    private static final int LINES_KEPT = 60;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private BrokerProcess(Process process) {
        this.process = process;
    }

    static BrokerProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=org/einthoven/tests/brokers/logback.xml",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        BrokerProcess broker = new BrokerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        Thread reader = new Thread(broker::readOutput, main.getSimpleName() + "-output");
        reader.setDaemon(true);
        reader.start();
        broker.awaitReady();
        return broker;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void close() throws IOException {
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

    private static String classPath() throws IOException {
        try (InputStream file = BrokerProcess.class.getResourceAsStream(CLASS_PATH)) {
            if (file == null) {
                throw new IOException("the class path of the brokers is missing; build tests/brokers by Maven");
            }
            Path own = Path.of(BrokerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + System.getProperty("path.separator") + new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private void awaitReady() throws IOException {
        try {
            ready.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            kill();
            throw new IOException("the broker did not start; its last lines:\n" + output(), failure);
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker started", interrupted);
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.equals(READY)) {
                    ready.complete(line);
                }
            }
        } catch (IOException ended) {
            keep(ended.toString());
        }
        ready.completeExceptionally(new IOException("the process ended"));
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
