package org.einthoven.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final String MIGRATIONS = "org/einthoven/app/fhir/migration";

    @Test
    void commitsReachTheDisk(@TempDir Path folder) {
        try (Database database = Database.sqlite("test", folder.resolve("test.db"), MIGRATIONS)) {
            assertThat(database.<String>write(handle -> handle.createQuery("pragma journal_mode")
                            .mapTo(String.class)
                            .one()))
                    .isEqualTo("wal");
            assertThat(database.<Integer>write(handle -> handle.createQuery("pragma synchronous")
                            .mapTo(Integer.class)
                            .one()))
                    .as("FULL")
                    .isEqualTo(2);
        }
    }

    @Test
    void readersCannotWrite(@TempDir Path folder) {
        try (Database database = Database.sqlite("test", folder.resolve("test.db"), MIGRATIONS)) {
            assertThatThrownBy(() -> database.read(handle -> handle.execute("delete from resource")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("the database failed with ");
        }
    }

    @Test
    void whatWorkThrowsComesAsItIsAndIsUndone(@TempDir Path folder) {
        try (Database database = Database.sqlite("test", folder.resolve("test.db"), MIGRATIONS)) {
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("insert into resource (type, id, version, last_updated, content_hash)"
                                + " values ('Device', '1', 1, 1, x'00')");
                        throw new IllegalArgumentException("mine");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mine");
            assertThat(database.<Integer>read(handle -> handle.createQuery("select count(*) from resource")
                            .mapTo(Integer.class)
                            .one()))
                    .isZero();
        }
    }

    @Test
    void saysInOneSentenceThatAFileIsNoDatabase(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("test.db"), "this is no database, but a text. ".repeat(100));
        assertThatThrownBy(() -> Database.sqlite("test", file, MIGRATIONS))
                .isInstanceOf(DatabaseException.class)
                .hasMessageMatching("[^\\n]*NOTADB[^\\n]*");
    }

    @Test
    void saysInOneSentenceThatNoServerAnswers() {
        assertThatThrownBy(() -> Database.postgresql(
                        "ledger", PostgresAddress.parse("postgresql://me:secret@127.0.0.1:1/einthoven"), MIGRATIONS))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("there is no connection to the database");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "postgresql://db/einthoven | jdbc:postgresql://db/einthoven | null | null",
                "postgresql://db:5433/einthoven | jdbc:postgresql://db:5433/einthoven | null | null",
                "postgres://me@db/einthoven | jdbc:postgresql://db/einthoven | me | null",
                "postgresql://me:a%40b@db/e?sslmode=require | jdbc:postgresql://db/e?sslmode=require | me | a@b"
            },
            delimiter = '|',
            nullValues = "null")
    void readsAddressesAsPostgresClientsDo(String text, String jdbc, String user, String password) {
        PostgresAddress address = PostgresAddress.parse(text);
        assertThat(address).isEqualTo(new PostgresAddress(jdbc, user, password));
        assertThat(address.toString()).doesNotContain("a@b").doesNotContain("sslmode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mysql://db/einthoven", "postgresql://db", "postgresql://db/", "postgresql:einthoven", "x y"})
    void refusesOtherAddresses(String text) {
        assertThatThrownBy(() -> PostgresAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
