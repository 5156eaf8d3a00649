package org.einthoven.app.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A database with its tables up to date. What {@link #write} returned for survives a power cut: SQLite runs with WAL and
 * synchronous=FULL, PostgreSQL with its own default, which waits for the disk. Safe for use by many threads.
 */
public final class Database implements AutoCloseable {
    /** A server that is gone must be noticed: a write without an answer holds up all that wait behind it. */
    private static final int ANSWER_SECONDS = 30;
    /** To bring the tables of years up to date takes as long as it takes. */
    private static final int NO_LIMIT = 0;

    private static final int READERS = 8;
    /** Connections that are made when they are needed, and closed when they have not been for a while. */
    private static final int LOCKS = 8;

    private static final long LOCK_CONNECTION_IDLE_MS = 60_000;
    private static final long CONNECTION_TIMEOUT_MS = 5_000;
    private static final int WRITER_CACHE_KIBIBYTES = 32 << 10;
    /** Of 4 KiB: the log grows to 32 MiB, all of which is read again after a crash. */
    private static final int PAGES_A_CHECKPOINT = 8_000;

    private final Dialect dialect;
    private final HikariDataSource writing;
    private final HikariDataSource reading;
    private final IntFunction<HikariDataSource> pools;
    private final Jdbi reader;
    private final GroupCommit writer;
    private @Nullable HikariDataSource locking;

    private Database(
            Dialect dialect, IntFunction<HikariDataSource> pools, HikariDataSource writing, HikariDataSource reading) {
        this.dialect = dialect;
        this.pools = pools;
        this.writing = writing;
        this.reading = reading;
        this.reader = Jdbi.create(reading);
        this.writer = new GroupCommit(Jdbi.create(writing), writing.getPoolName() + "-writer");
    }

    /**
     * A database in a file, made where it is absent.
     *
     * @param name what threads and faults call it
     * @param migrations folder on the class path that holds the folders sqlite and postgresql
     * @throws DatabaseException when it cannot be opened
     */
    public static Database sqlite(String name, Path file, String migrations) {
        IntFunction<HikariDataSource> pools = size -> sqlitePool(name, file, size);
        return open(Dialect.SQLITE, pools, pools, migrations, null);
    }

    /**
     * A schema of a PostgreSQL database, made where it is absent. Many nodes may use it at once.
     *
     * @param schema also what threads and faults call it
     */
    public static Database postgresql(String schema, PostgresAddress address, String migrations) {
        return open(
                Dialect.POSTGRESQL,
                size -> postgresPool(schema, address, size, ANSWER_SECONDS),
                size -> postgresPool(schema, address, size, NO_LIMIT),
                migrations,
                schema);
    }

    private static Database open(
            Dialect dialect,
            IntFunction<HikariDataSource> pools,
            IntFunction<HikariDataSource> migratingPools,
            String migrations,
            @Nullable String schema) {
        // In PostgreSQL Flyway holds a lock on one connection while it works on another.
        try (HikariDataSource migrating = opened(migratingPools, dialect == Dialect.POSTGRESQL ? 2 : 1)) {
            migrate(migrating, migrations + "/" + dialect.folder(), schema);
        }
        HikariDataSource writing = opened(pools, 1);
        try {
            return new Database(dialect, pools, writing, opened(pools, READERS));
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    private static HikariDataSource opened(IntFunction<HikariDataSource> pools, int size) {
        try {
            return pools.apply(size);
        } catch (RuntimeException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private static void migrate(DataSource source, String migrations, @Nullable String schema) {
        FluentConfiguration flyway = Flyway.configure().dataSource(source).locations("classpath:" + migrations);
        if (schema != null) {
            flyway.schemas(schema);
        }
        try {
            flyway.load().migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "its tables cannot be brought up to date: " + firstLine(e),
                    false,
                    false,
                    DatabaseFailure.isBroken(e));
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static HikariDataSource sqlitePool(String name, Path file, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl("jdbc:sqlite:" + file.toAbsolutePath());
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql(size == 1 ? "pragma foreign_keys=on" : "pragma query_only=on");
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", "10000");
        if (size == 1) {
            // The writer's: what is written often is kept at hand, and copied from the log to the file once, not each
            // time.
            config.addDataSourceProperty("cache_size", "-" + WRITER_CACHE_KIBIBYTES);
            config.addDataSourceProperty("wal_autocheckpoint", String.valueOf(PAGES_A_CHECKPOINT));
        }
        config.addDataSourceProperty("transaction_mode", size == 1 ? "IMMEDIATE" : "DEFERRED");
        return new HikariDataSource(config);
    }

    private static HikariDataSource postgresPool(String schema, PostgresAddress address, int size, int answerSeconds) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(schema);
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        config.setSchema(schema);
        // What is acknowledged must be on the server's disk, whatever its configuration or the address asks for.
        config.setConnectionInitSql("select set_config('synchronous_commit', 'on', false)"
                + " where current_setting('synchronous_commit') = 'off'");
        config.addDataSourceProperty("socketTimeout", String.valueOf(answerSeconds));
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "einthoven");
        return new HikariDataSource(config);
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Runs work in a transaction that other callers' work may share, and returns when it is durable. The work may run
     * more than once and must not do anything but read and write the handle.
     *
     * @throws DatabaseException when the database fails; other exceptions of the work come as they are
     */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        return guarded(() -> writer.write(work));
    }

    /** Reads what is committed. */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        return guarded(() -> reader.withHandle(work::apply));
    }

    /**
     * A connection of its own for a lock that lives as long as the connection; null for a file, which one node uses. A lock
     * that is held for ever, as by work that hangs, takes none from those who read.
     *
     * @throws DatabaseException when there is none to be had
     */
    public java.sql.@Nullable Connection lockConnection() {
        if (dialect == Dialect.SQLITE) {
            return null;
        }
        try {
            return lockPool().getConnection();
        } catch (SQLException e) {
            throw DatabaseFailure.of(e);
        }
    }

    private synchronized HikariDataSource lockPool() {
        HikariDataSource pool = locking;
        if (pool == null) {
            pool = opened(pools, LOCKS);
            pool.setMinimumIdle(0);
            pool.setIdleTimeout(LOCK_CONNECTION_IDLE_MS);
            locking = pool;
        }
        return pool;
    }

    private synchronized void closeLockPool() {
        if (locking != null) {
            locking.close();
        }
    }

    private static <T extends @Nullable Object> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException failure) {
            throw DatabaseFailure.of(failure);
        }
    }

    @Override
    public void close() {
        writer.close();
        closeLockPool();
        reading.close();
        writing.close();
    }
}
