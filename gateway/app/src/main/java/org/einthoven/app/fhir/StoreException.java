package org.einthoven.app.fhir;

/** The store could not read or write. The message is one sentence without patient data or SQL. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    StoreException(String message, boolean full) {
        super(message);
        this.full = full;
    }

    /** Whether it is for want of space. */
    public boolean isFull() {
        return full;
    }
}
