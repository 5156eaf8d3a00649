package org.einthoven.encoder;

import org.einthoven.ecg.EncoderException;

/** An encoder on another machine cannot be reached, or what stands before it says so. */
final class EncoderUnavailableException extends EncoderException {
    private static final long serialVersionUID = 1;

    private final boolean soonAgain;

    /** @param soonAgain whether another try at once may succeed: not after a long wait */
    EncoderUnavailableException(String message, boolean soonAgain, Throwable cause) {
        super(message, cause);
        this.soonAgain = soonAgain;
    }

    EncoderUnavailableException(String message) {
        super(message);
        this.soonAgain = true;
    }

    boolean soonAgain() {
        return soonAgain;
    }
}
