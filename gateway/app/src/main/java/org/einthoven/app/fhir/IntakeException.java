package org.einthoven.app.fhir;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An ECG was not taken. The message goes to its sender: one sentence without patient data. */
public class IntakeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public IntakeException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    public IntakeException(Kind kind, String message) {
        this(kind, message, null);
    }

    public Kind kind() {
        return kind;
    }

    /** What the sender can do about it. */
    public enum Kind {
        /** Nothing: it is no ECG that the gateway reads (HTTP 422). */
        UNREADABLE,
        /** Send it again in a while: too many ECGs wait (HTTP 429 with Retry-After). */
        BUSY,
        /** Send it again later (HTTP 503). */
        UNAVAILABLE,
        /** Send it again when there is space (HTTP 507). */
        STORAGE_FULL
    }
}
