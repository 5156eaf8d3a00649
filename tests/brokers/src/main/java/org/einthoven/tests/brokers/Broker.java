package org.einthoven.tests.brokers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.tests.processes.Ports;
import org.einthoven.tests.processes.ServerProcess;

/** A broker in a process of its own. Needs nothing but the JDK in the test that uses it. */
public final class Broker implements AutoCloseable {
    private static final int CLUSTER = 3;

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
        return kafka(folder, 1, List.of(Ports.free(), Ports.free()));
    }

    private static Broker kafka(Path folder, int node, List<Integer> ports) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(folder.toAbsolutePath().toString(), String.valueOf(node)));
        ports.forEach(port -> arguments.add(port.toString()));
        return new Broker(KafkaMain.class, ports.get(2 * (node - 1)), arguments.toArray(String[]::new));
    }

    /**
     * Starts three brokers, as in production: each record is acknowledged when two of them have it, and none syncs it to
     * its disk.
     */
    public static List<Broker> kafkaCluster(Path folder) throws IOException {
        List<Integer> ports = Stream.generate(Ports::free).limit(2 * CLUSTER).toList();
        ExecutorService starters = Executors.newFixedThreadPool(CLUSTER);
        try {
            // None serves before two are there.
            List<Future<Broker>> starts = IntStream.rangeClosed(1, CLUSTER)
                    .mapToObj(node -> starters.submit(() -> kafka(folder.resolve("broker-" + node), node, ports)))
                    .toList();
            List<Broker> brokers = new ArrayList<>();
            for (Future<Broker> start : starts) {
                brokers.add(start.get());
            }
            return brokers;
        } catch (ExecutionException e) {
            throw new IOException("the cluster did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the cluster started", e);
        } finally {
            starters.shutdown();
        }
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
