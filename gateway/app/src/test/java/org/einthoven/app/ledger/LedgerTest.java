package org.einthoven.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.app.database.PostgresAddress;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in an SQLite file. */
class LedgerTest extends LedgerContract {
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Override
    Ledger open(Clock clock) throws Exception {
        return Ledger.open(folder, clock, "gateway");
    }

    @Test
    void everyNotedArrivalSurvivesAKill() throws Exception {
        Path killed = Files.createDirectories(folder.resolve("killed"));
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        killed.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> noted = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                noted.add(line);
                if (noted.size() == 200) {
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(writer.waitFor()).isNotZero();
        assertThat(noted).hasSizeGreaterThanOrEqualTo(200);

        try (Ledger after = Ledger.open(killed, CLOCK, "gateway")) {
            List<String> found = after.search().list(EcgFilter.ALL, 0, Integer.MAX_VALUE).stream()
                    .map(entry -> entry.object().hex())
                    .toList();
            assertThat(found)
                    .containsAll(
                            noted.stream().filter(line -> line.length() == 64).toList());
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutItsPassword() {
        PostgresAddress address = PostgresAddress.parse("postgresql://me:secret@127.0.0.1:1/einthoven?user=you");
        assertThatThrownBy(() -> Ledger.open(address, CLOCK, "gateway"))
                .isInstanceOf(LedgerException.class)
                .hasMessage("the ledger in postgresql://127.0.0.1:1/einthoven cannot be opened:"
                        + " there is no connection to the database");
    }

    @Test
    void takesOverTheLedgerOfAnOlderGateway() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        try (Connection connection = olderLedger(old, "1");
                Statement sql = connection.createStatement()) {
            for (int i = 1; i <= 3; i++) {
                sql.executeUpdate("insert into received values ('" + hash(i) + "', 'dicom', 'CART',"
                        + " '2026-01-01T12:00:00Z', '2026-01-01T12:00:00.5Z', 1, '"
                        + (i == 1 ? "QUARANTINED" : "INTERPRETED") + "', null, '2026-01-01T12:00:00Z', 'DICOM', '1.2."
                        + i + "', 'key-" + i + "', '" + (i == 1 ? "" : "report-" + i) + "')");
                sql.executeUpdate("insert into report values ('report-" + i + "', 'key-" + i + "', 'mean 1', '"
                        + hash(9) + "', '" + hash(i) + "', 1, null, '2026-01-01T12:00:00Z')");
            }
            sql.executeUpdate("insert into delivery values"
                    + " ('report-2', 'ehr', 'DELIVERED', 1, null, '1', '2026-01-01T12:00:00Z'),"
                    + " ('report-3', 'ehr', 'WAITING', 7, 'down', null, '2026-01-01T12:00:00Z')");
        }
        try (Ledger ledger = Ledger.open(old, CLOCK, "gateway")) {
            List<LedgerEntry> entries = ledger.search().list(EcgFilter.ALL, 0, 10);
            assertThat(entries)
                    .extracting(LedgerEntry::state)
                    .containsExactly(
                            LedgerEntry.State.QUARANTINED, LedgerEntry.State.DELIVERED, LedgerEntry.State.RECEIVED);
            assertThat(entries).extracting(LedgerEntry::receivedAt).containsOnly(NOON);
            assertThat(ledger.schedule().claimEcgs(Lane.LIVE, 10))
                    .as("what waited has no transaction here: it is read again")
                    .extracting(RetrySchedule.DueEcg::object)
                    .containsExactly(hash(3));
        }
    }

    @Test
    void reportsOfAnArchiveThatWaitedBeforeTheyHadALaneDelayNoneOfToday() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        try (Connection connection = olderLedger(old, "4");
                Statement sql = connection.createStatement()) {
            for (Lane lane : Lane.values()) {
                int number = lane.ordinal();
                sql.executeUpdate("insert into received (object_hash, channel, lane, node, received_at,"
                        + " last_received_at, arrivals, state, changed_at, report_id) values ('" + hash(number)
                        + "', 'dicom', '" + lane + "', 'gateway', 1, 1, 1, 'INTERPRETED', 1, 'report-" + lane + "')");
                sql.executeUpdate("insert into delivery (report_id, destination, state, next_try_at, changed_at)"
                        + " values ('report-" + lane + "', 'ehr', 'WAITING', 1, 1)");
            }
        }
        try (Ledger ledger = Ledger.open(old, CLOCK, "gateway")) {
            for (Lane lane : Lane.values()) {
                assertThat(ledger.schedule().claimReports("ehr", lane, 10))
                        .extracting(RetrySchedule.DueReport::reportId)
                        .containsExactly("report-" + lane);
            }
        }
    }

    private static Connection olderLedger(Path folder, String version) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:org/einthoven/app/ledger/migration/sqlite")
                .target(version)
                .load()
                .migrate();
        return DriverManager.getConnection(url);
    }

    /** Notes arrivals and prints each, until it is killed. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws Exception {
            try (Ledger ledger = Ledger.open(Path.of(arguments[0]), CLOCK, "gateway")) {
                for (int i = 0; ; i++) {
                    ledger.received(arrival(i));
                    System.out.println(hash(i));
                }
            }
        }
    }
}
