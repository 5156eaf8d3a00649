package org.einthoven.app;

/** The gateway cannot start; the message is one sentence for the person who starts it. */
public final class GatewayException extends Exception {
    private static final long serialVersionUID = 1;

    public GatewayException(String message, Throwable cause) {
        super(message, cause);
    }

    public GatewayException(String message) {
        super(message);
    }
}
