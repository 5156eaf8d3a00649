package org.einthoven.encoder.protocol;

/** A message that is not what the protocol says. The message is one sentence and repeats nothing of the content. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }

    public ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
