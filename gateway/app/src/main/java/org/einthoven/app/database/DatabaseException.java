package org.einthoven.app.database;

/** The database could not read or write. The message is one sentence without values of the statement, which may be a patient's. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean full;
    private final boolean dataFault;

    DatabaseException(String message, boolean full) {
        this(message, full, false);
    }

    DatabaseException(String message, boolean full, boolean dataFault) {
        super(message);
        this.full = full;
        this.dataFault = dataFault;
    }

    /** Whether it cannot hold these values, now or ever: what has them must not be tried for ever. */
    public boolean isDataFault() {
        return dataFault;
    }

    /** Whether it is for want of space. */
    public boolean isFull() {
        return full;
    }
}
