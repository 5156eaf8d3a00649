package org.einthoven.app.database;

/** The database could not read or write. The message is one sentence without values of the statement, which may be a patient's. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean full;
    private final boolean dataFault;
    private final boolean broken;

    DatabaseException(String message, boolean full) {
        this(message, full, false);
    }

    DatabaseException(String message, boolean full, boolean dataFault) {
        this(message, full, dataFault, false);
    }

    DatabaseException(String message, boolean full, boolean dataFault, boolean broken) {
        super(message);
        this.full = full;
        this.dataFault = dataFault;
        this.broken = broken;
    }

    /** Whether it cannot hold these values, now or ever: what has them must not be tried for ever. */
    public boolean isDataFault() {
        return dataFault;
    }

    /** Whether its file is none of a database, or damaged. */
    public boolean isBroken() {
        return broken;
    }

    /** Whether it is for want of space. */
    public boolean isFull() {
        return full;
    }
}
