package org.einthoven.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.einthoven.tests.brokers.Broker;

/**
 * What a second gateway process on the same two cores costs: Kafka, PostgreSQL and one or two gateways, the same number of
 * ECGs, sent as fast as they are taken. One run each, with a fresh broker and database. Prints ECGs a second until all are
 * reported, CPU milliseconds an ECG by process, how often threads had to give way, and
 * what PostgreSQL logs.
 *
 * <p>Arguments: sample file, new work folder, ECGs.
 */
public final class TwoWorkers {
    private static final Pattern GATEWAY = Pattern.compile("command\\.Einthoven");
    private static final Pattern KAFKA = Pattern.compile("KafkaMain");
    /** Its server by path, its children by what they call themselves; a gateway's class path names it too. */
    private static final Pattern POSTGRESQL = Pattern.compile("^([^\\x00]*/)?postgres[:\\x00 ]");

    private static final int WARM_UP = 600;
    private static final long POLL_MILLIS = 500;

    private final Path folder;
    private final Path sample;
    private final List<GatewayUnderLoad> gateways = new ArrayList<>();

    private TwoWorkers(Path folder, Path sample) {
        this.folder = folder;
        this.sample = sample;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(
                "| gateways | ECGs/s acknowledged | ECGs/s reported | gateways' CPU ms an ECG | Kafka | PostgreSQL |"
                        + " involuntary switches an ECG | WAL kB an ECG |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (int nodes = 1; nodes <= 2; nodes++) {
            Path own = Files.createDirectories(
                    Path.of(arguments[1]).toAbsolutePath().resolve(nodes + "-nodes"));
            new TwoWorkers(own, Path.of(arguments[0])).run(nodes, Integer.parseInt(arguments[2]));
        }
    }

    private void run(int nodes, int ecgs) throws Exception {
        try (EmbeddedPostgres postgres = postgres();
                Broker kafka = Broker.kafka(Files.createDirectories(folder.resolve("kafka")))) {
            Files.createDirectories(folder.resolve("objects"));
            for (int node = 1; node <= nodes; node++) {
                gateways.add(GatewayUnderLoad.start(
                        Files.createDirectories(folder.resolve("node-" + node)),
                        List.of(),
                        Map.of(
                                "EINTHOVEN_NODE", "node-" + node,
                                "EINTHOVEN_QUEUE", "kafka://" + kafka.address() + "?replicas=1&partitions=12",
                                "EINTHOVEN_LEDGER",
                                        "postgresql://127.0.0.1:" + postgres.getPort() + "/einthoven?user=postgres",
                                "EINTHOVEN_OBJECTS", folder.resolve("objects").toString())));
            }
            send(WARM_UP, 0);
            measure(ecgs, postgres);
        } finally {
            for (GatewayUnderLoad gateway : gateways) {
                gateway.close();
            }
        }
    }

    private EmbeddedPostgres postgres() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database einthoven");
        }
        return postgres;
    }

    private void measure(int ecgs, EmbeddedPostgres postgres) throws Exception {
        double logBefore = log(postgres);
        double gatewaysBefore = millis(GATEWAY);
        double kafkaBefore = millis(KAFKA);
        double postgresBefore = millis(POSTGRESQL);
        long switchesBefore = switches();
        long begin = System.nanoTime();
        double sent = send(ecgs, WARM_UP);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "| %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                gateways.size(),
                ecgs / sent,
                ecgs / seconds,
                (millis(GATEWAY) - gatewaysBefore) / ecgs,
                (millis(KAFKA) - kafkaBefore) / ecgs,
                (millis(POSTGRESQL) - postgresBefore) / ecgs,
                (double) (switches() - switchesBefore) / ecgs,
                (log(postgres) - logBefore) / 1e3 / ecgs);
    }

    /** Bytes of write-ahead log since the database was made. */
    private static double log(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet bytes = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")) {
            bytes.next();
            return bytes.getDouble(1);
        }
    }

    /**
     * Each gateway its share, until all have their reports.
     *
     * @return seconds until all were acknowledged
     */
    private double send(int ecgs, int before) throws Exception {
        long begin = System.nanoTime();
        List<Process> generators = new ArrayList<>();
        for (GatewayUnderLoad gateway : gateways) {
            generators.add(LoadGenerator.start(
                    gateway.dicomPort,
                    0,
                    ecgs / gateways.size(),
                    sample,
                    folder.resolve("uids-" + generators.size()),
                    generators.size()));
        }
        for (Process generator : generators) {
            generator.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (generator.waitFor() != 0) {
                throw new IOException("a load generator failed");
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        while (gateways.get(0).reports("") < before + ecgs) {
            Thread.sleep(POLL_MILLIS);
        }
        return seconds;
    }

    /** CPU of the living processes with such a command line. */
    private static double millis(Pattern command) throws IOException {
        double all = 0;
        for (ProcessHandle process : named(command)) {
            all += new ProcessCpu(process.pid()).millis();
        }
        return all;
    }

    private long switches() throws IOException {
        long all = 0;
        for (ProcessHandle process : named(GATEWAY)) {
            all += new ProcessCpu(process.pid()).involuntarySwitches();
        }
        return all;
    }

    private static List<ProcessHandle> named(Pattern command) {
        // PostgreSQL's server makes itself a child of init, the same as its connections are its own children.
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> command.matcher(commandOf(process)).find())
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .toList();
        }
    }

    /** The JDK leaves out command lines beyond a page, as class paths make them. */
    private static String commandOf(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }
}
