package org.einthoven.app.intake;

import java.io.IOException;

/** A collection was asked for everything, and there may be more than it told. */
public final class IncompleteListException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message why, without patient data */
    public IncompleteListException(String message) {
        super(message);
    }
}
