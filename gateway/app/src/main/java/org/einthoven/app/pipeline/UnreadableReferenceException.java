package org.einthoven.app.pipeline;

/** A queue holds a message that the gateway did not put there. */
public final class UnreadableReferenceException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableReferenceException(String message) {
        super(message);
    }
}
