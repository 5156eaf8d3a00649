package org.einthoven.app.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file of an archive.
 *
 * @param reason why it was not taken, without patient data; null where it was
 */
record BackfillOutcome(Kind kind, @Nullable String reason) {
    static final BackfillOutcome SENT = new BackfillOutcome(Kind.SENT, null);
    static final BackfillOutcome KNOWN = new BackfillOutcome(Kind.KNOWN, null);

    BackfillOutcome {
        Objects.requireNonNull(kind);
    }

    static BackfillOutcome noEcg(String reason) {
        return new BackfillOutcome(Kind.NO_ECG, reason);
    }

    static BackfillOutcome unsent(String reason) {
        return new BackfillOutcome(Kind.UNSENT, reason);
    }

    /** How it ended. */
    enum Kind {
        /** The gateway keeps it now. */
        SENT,
        /** The gateway had it before. */
        KNOWN,
        /** The gateway cannot read it, and never will as it is. */
        NO_ECG,
        /** It could not be read here, or what answered was not the gateway; the next run tries again. */
        UNSENT
    }
}
