package org.einthoven.training.evaluate.study;

/** An arm has no answer for these records; the message says why, in a part of a sentence without patient data. */
public final class CannotFitException extends Exception {
    private static final long serialVersionUID = 1;

    public CannotFitException(String reason) {
        super(reason);
    }
}
