package org.einthoven.app.fhir;

/** What is there is not what the writer expected; nothing was written. The message carries no patient data. */
public final class VersionConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    VersionConflictException(String message) {
        super(message);
    }
}
