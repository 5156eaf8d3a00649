package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an archive was asked to commit, and what it said.
 *
 * @param warning what the archive said although it took the objects
 * @param reason why it does not commit all of them; null unless that is so
 */
public record ArchiveCommitment(
        String transactionUid,
        Instant askedAt,
        State state,
        @Nullable String warning,
        @Nullable String reason) {
    public ArchiveCommitment {
        Objects.requireNonNull(transactionUid);
        Objects.requireNonNull(askedAt);
        Objects.requireNonNull(state);
    }

    /** How far it is. */
    public enum State {
        /** The archive has said nothing. */
        OPEN,
        /** It keeps all objects. */
        COMMITTED,
        /** It does not keep all of them. */
        FAILED
    }
}
