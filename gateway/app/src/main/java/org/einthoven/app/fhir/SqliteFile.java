package org.einthoven.app.fhir;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An SQLite file with one connection that writes and some that read. WAL with synchronous=FULL: a commit that returned
 * is on the disk.
 */
final class SqliteFile implements AutoCloseable {
    private static final int READERS = 8;

    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final Jdbi writer;
    private final Jdbi reader;

    private SqliteFile(HikariDataSource writing, HikariDataSource reading) {
        this.writing = writing;
        this.reading = reading;
        this.writer = Jdbi.create(writing);
        this.reader = Jdbi.create(reading);
    }

    /** @param migrations where on the class path its migrations are */
    static SqliteFile open(Path file, String migrations) {
        HikariDataSource writing = pool(file, 1, "pragma foreign_keys=on");
        try {
            Flyway.configure()
                    .dataSource(writing)
                    .locations("classpath:" + migrations)
                    .load()
                    .migrate();
            return new SqliteFile(writing, pool(file, READERS, "pragma query_only=on"));
        } catch (RuntimeException failure) {
            writing.close();
            throw failure;
        }
    }

    private static HikariDataSource pool(Path file, int size, String initially) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(initially);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "10000");
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return new HikariDataSource(config);
    }

    /** Runs one transaction; writers wait for one another. */
    <T> T write(Function<Handle, T> work) {
        return guarded(() -> writer.inTransaction(work::apply));
    }

    <T> T read(Function<Handle, T> work) {
        return guarded(() -> reader.withHandle(work::apply));
    }

    private static <T> T guarded(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException failure) {
            throw withoutArguments(failure);
        }
    }

    /** The exceptions of the libraries carry the values of the statement, which may be a patient's: they end here. */
    private static StoreException withoutArguments(JdbiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                boolean full = sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
                return new StoreException("the store failed with " + sqlite.getResultCode(), full);
            }
        }
        return new StoreException("the store failed with " + failure.getClass().getSimpleName(), false);
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
