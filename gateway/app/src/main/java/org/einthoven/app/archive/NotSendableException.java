package org.einthoven.app.archive;

/** A report that has no objects for an archive, and will have none; the message is one sentence without patient data. */
final class NotSendableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSendableException(String message) {
        super(message);
    }
}
