package org.einthoven.app.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a library's exception means, said without the values that it carries. */
final class DatabaseFailure {
    /** PostgreSQL: disk full, out of memory. */
    private static final Set<String> NO_SPACE = Set.of("53100", "53200");
    /** PostgreSQL: serialisation failure, deadlock, and a row that another node wrote between our look and our write. */
    private static final Set<String> COLLISION = Set.of("40001", "40P01", "23505");

    /** SQLite: damaged, no database at all. */
    private static final Set<Integer> BROKEN =
            Set.of(SQLiteErrorCode.SQLITE_CORRUPT.code, SQLiteErrorCode.SQLITE_NOTADB.code);
    /** What SQLite says beyond stands in the higher bits. */
    private static final int PRIMARY_CODE = 0xff;

    private DatabaseFailure() {}

    static DatabaseException of(Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql instanceof SQLiteException sqlite) {
            boolean full = sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
            return new DatabaseException(
                    "the database failed with " + sqlite.getResultCode(), full, false, isBroken(failure));
        }
        if (isConnection(failure)) {
            return new DatabaseException("there is no connection to the database", false);
        }
        if (sql != null && sql.getSQLState() != null) {
            return new DatabaseException(
                    "the database failed with SQLSTATE " + sql.getSQLState(),
                    NO_SPACE.contains(sql.getSQLState()),
                    sql.getSQLState().matches("(22|54)..."));
        }
        return new DatabaseException(
                "the database failed with " + failure.getClass().getSimpleName(), false);
    }

    /** Whether nothing can be written now, so that trying each statement again alone would only take time. */
    static boolean isConnection(Throwable failure) {
        SQLException sql = sqlException(failure);
        return sql instanceof SQLTransientConnectionException
                || sql instanceof SQLNonTransientConnectionException
                || (sql != null
                        && sql.getSQLState() != null
                        && sql.getSQLState().matches("08...|57P0."));
    }

    static boolean isCollision(Throwable failure) {
        SQLException sql = sqlException(failure);
        return sql != null && sql.getSQLState() != null && COLLISION.contains(sql.getSQLState());
    }

    /** Whether SQLite found that its file is damaged, or none of its own. */
    static boolean isBroken(Throwable failure) {
        return sqlException(failure) instanceof SQLiteException sqlite
                && BROKEN.contains(sqlite.getResultCode().code & PRIMARY_CODE);
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
