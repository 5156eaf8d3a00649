package org.einthoven.app.fhir;

/** Takes a failed condition out of a transaction, which it rolls back. */
final class ConditionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConditionFailed(String sentence) {
        super(sentence);
    }
}
