package org.einthoven.encoder;

import java.io.IOException;

/** A model that must not be served. The message is one sentence for the person who put it there. */
public final class InvalidModelException extends IOException {
    private static final long serialVersionUID = 1;

    public InvalidModelException(String message) {
        super(message);
    }

    public InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
