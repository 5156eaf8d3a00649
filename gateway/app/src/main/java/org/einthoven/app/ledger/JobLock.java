package org.einthoven.app.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.einthoven.app.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * That no other node does a job now. With PostgreSQL it is an advisory lock of a session: a node that dies takes it
 * along. A connection that breaks unnoticed may let a second node in, so what is done under it must bear being done twice.
 */
public final class JobLock implements AutoCloseable {
    private static final String KEY = "(hashtextextended('einthoven ' || cast(? as text), 0))";

    private final String name;
    private final @Nullable Connection connection;

    private JobLock(String name, @Nullable Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /** Empty when another node has it. */
    static Optional<JobLock> of(Database database, String name) throws SQLException {
        Connection connection = database.lockConnection();
        if (connection == null) {
            return Optional.of(new JobLock(name, null));
        }
        try {
            if (call(connection, "pg_try_advisory_lock", name)) {
                return Optional.of(new JobLock(name, connection));
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static boolean call(Connection connection, String function, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_catalog." + function + KEY)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    @Override
    public void close() throws LedgerException {
        if (connection == null) {
            return;
        }
        // The connection goes back to its pool, so the lock does not end with it.
        try (Connection held = connection) {
            call(held, "pg_advisory_unlock", name);
        } catch (SQLException e) {
            throw new LedgerException("the lock of the job " + name + " was lost with its connection", e);
        }
    }
}
