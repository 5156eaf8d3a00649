package org.einthoven.app.database;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is: {@code postgresql://[user[:password]@]host[:port]/database[?options]}, as PostgreSQL's
 * own clients write it. Options are those of the JDBC driver: {@code sslmode=verify-full}.
 */
public record PostgresAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    public PostgresAddress {
        Objects.requireNonNull(jdbcUrl);
    }

    /** @throws IllegalArgumentException when it is no such address */
    public static PostgresAddress parse(String text) {
        URI uri = URI.create(text);
        String path = uri.getPath();
        if (!("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))
                || uri.getHost() == null
                || path == null
                || path.length() < 2) {
            throw new IllegalArgumentException("not postgresql://host/database");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbcUrl = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + options;
        String userInfo = uri.getUserInfo();
        if (userInfo == null) {
            return new PostgresAddress(jdbcUrl, null, null);
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new PostgresAddress(jdbcUrl, userInfo, null)
                : new PostgresAddress(jdbcUrl, userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    /** Without user, password and options, one of which may be a secret. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("^jdbc:", "").replaceFirst("\\?.*", "");
    }
}
