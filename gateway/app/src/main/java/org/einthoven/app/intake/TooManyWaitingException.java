package org.einthoven.app.intake;

import org.einthoven.app.fhir.IntakeException;

/** As many ECGs wait to be read as may; there is room again soon. */
public final class TooManyWaitingException extends IntakeException {
    private static final long serialVersionUID = 1L;

    public TooManyWaitingException(int waiting) {
        super(Kind.UNAVAILABLE, waiting + " ECGs wait to be read already; send it again shortly.");
    }
}
