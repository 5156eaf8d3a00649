package org.einthoven.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests rely on: a PostgreSQL that keeps what it has committed, whenever it is killed. */
class PostgresIT {
    private static final int KILLS = 3;
    private static final int WRITERS = 3;
    private static final int COMMITS_BETWEEN_KILLS = 200;

    @TempDir
    Path folder;

    private final ConcurrentSkipListSet<Integer> committed = new ConcurrentSkipListSet<>();

    @Test
    void committedRowsSurviveKills() throws Exception {
        try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
            postgres.createDatabase("ecgs");
            String url = postgres.jdbcUrl("ecgs");
            assertThat(ask(url, "show fsync")).containsExactly("on");
            assertThat(ask(url, "show synchronous_commit")).containsExactly("on");
            ask(url, "create table ecg (number int primary key)");
            for (int kill = 1; kill <= KILLS; kill++) {
                writeUntilKilled(postgres, kill * COMMITS_BETWEEN_KILLS);
                postgres.start();
            }
            Set<Integer> kept = new TreeSet<>();
            ask(url, "select number from ecg").forEach(number -> kept.add(Integer.valueOf(number)));
            assertThat(kept).containsAll(committed);
            System.out.printf("PostgresIT: %d kills, %d committed, %d kept%n", KILLS, committed.size(), kept.size());
        }
    }

    private void writeUntilKilled(PostgresProcess postgres, int killAt) throws Exception {
        int first = committed.isEmpty() ? 0 : 1 + committed.last();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            // A row that was not acknowledged may be there all the same: later numbers start well above.
            int from = first + 100 + writer;
            writers.submit(() -> write(postgres.jdbcUrl("ecgs"), from));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> committed.size() >= killAt);
        postgres.kill();
        writers.shutdown();
        assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void write(String url, int from) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert = connection.prepareStatement("insert into ecg values (?)")) {
            for (int number = from; ; number += WRITERS) {
                insert.setInt(1, number);
                insert.executeUpdate();
                committed.add(number);
            }
        } catch (SQLException expected) {
            // The kill ends the connection: whatever was not acknowledged until here may be lost.
        }
    }

    /** The first column of the answer; empty where there is none. */
    private static Set<String> ask(String url, String sql) throws SQLException {
        Set<String> values = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
