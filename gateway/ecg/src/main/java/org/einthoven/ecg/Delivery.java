package org.einthoven.ecg;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one report fares at one destination.
 *
 * @param destination the destination's name in the configuration
 * @param tries how often it was offered
 * @param reason why it waits or failed, without patient data; null when delivered
 * @param warning what the receiver said although it took the report, without patient data
 * @param nextTryAt when it is offered again; null while it is in the queue or needs nothing more
 */
public record Delivery(
        String destination,
        State state,
        int tries,
        @Nullable String reason,
        @Nullable String warning,
        @Nullable Instant nextTryAt) {
    public Delivery {
        Objects.requireNonNull(destination);
        Objects.requireNonNull(state);
    }

    /** Without a warning, and with no next try. */
    public Delivery(String destination, State state, int tries, @Nullable String reason) {
        this(destination, state, tries, reason, null, null);
    }

    /** Where it stands. */
    public enum State {
        WAITING,
        DELIVERED,
        /** The destination holds a report that a person changed; ours was not written over it. */
        KEPT_VERIFIED,
        FAILED
    }
}
