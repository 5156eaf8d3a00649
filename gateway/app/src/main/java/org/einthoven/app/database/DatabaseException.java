package org.einthoven.app.database;

/** The database could not read or write. The message is one sentence without values of the statement, which may be a patient's. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean full;

    DatabaseException(String message, boolean full) {
        super(message);
        this.full = full;
    }

    /** Whether it is for want of space. */
    public boolean isFull() {
        return full;
    }
}
