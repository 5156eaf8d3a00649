package org.einthoven.app.intake;

import java.util.Objects;

/**
 * Why nothing is taken now.
 *
 * @param reason a few words without patient data: a C-STORE response has room for 64 characters
 */
public record Refusal(Kind kind, String reason) {
    /** What must change before ECGs are taken again. */
    public enum Kind {
        /** Some of those that wait must be read first. */
        TOO_MANY_WAIT,
        /** Somebody must make room on a disk. */
        DISK_FULL
    }

    public Refusal {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(reason);
    }
}
