package org.einthoven.tests;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.tests.processes.Ports;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server with its data in a folder, as it runs in production: fsync and synchronous_commit on. It can
 * be killed at any moment, and started again on the same data and port.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final String PID_FILE = "postmaster.pid";

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private PostgresProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts a server on a free port; makes the database where the folder has none. Takes 2 to 6 s. */
    public static PostgresProcess start(Path folder) throws IOException {
        return new PostgresProcess(folder.toAbsolutePath(), Ports.free()).start();
    }

    /** Starts it again after a {@link #kill()}. */
    PostgresProcess start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                // The library switches both off, which suits tests that never look at what a crash leaves.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(TIME_TO_START)
                .start();
        return this;
    }

    /** SIGKILL to the server and to every process that serves a connection, as if the machine stopped. */
    void kill() throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        // Together with its children: they would end by themselves, but some milliseconds later.
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        await("end of PostgreSQL").atMost(TIME_TO_START).until(() -> all.stream()
                .noneMatch(ProcessHandle::isAlive));
        closeAfterEnd();
    }

    /** Frees the library's lock on the folder; that it cannot stop a server which has ended is no news. */
    private void closeAfterEnd() throws IOException {
        Logger log = (Logger) LoggerFactory.getLogger(EmbeddedPostgres.class);
        log.setLevel(Level.OFF);
        server.close();
        log.setLevel(null);
    }

    /** Process id of the server that the others descend from. */
    long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve(PID_FILE)).get(0).strip());
    }

    /** Makes an empty database of this name. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
    }

    /** "jdbc:postgresql://127.0.0.1:40123/name?user=postgres"; no password is asked for on loopback. */
    String jdbcUrl(String database) {
        return "jdbc:" + address(database);
    }

    /** As the gateway's configuration has it: "postgresql://127.0.0.1:40123/name?user=postgres". */
    public String address(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
