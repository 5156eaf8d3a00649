package org.einthoven.app.database;

import java.util.Locale;

/** Which database it is, where their words differ. */
public enum Dialect {
    SQLITE(""),
    POSTGRESQL("for update skip locked");

    private final String skipLocked;

    Dialect(String skipLocked) {
        this.skipLocked = skipLocked;
    }

    /** What ends a sub-select whose rows only one node may take: SQLite has one node and one writer. */
    public String skipLocked() {
        return skipLocked;
    }

    /** The folder of its migrations. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
