package org.einthoven.ecg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one report fares at one destination.
 *
 * @param destination the destination's name in the configuration
 * @param reason why it waits or failed, without patient data; null when delivered
 */
public record Delivery(
        String destination,
        State state,
        int tries,
        @Nullable String reason) {
    public Delivery {
        Objects.requireNonNull(destination);
        Objects.requireNonNull(state);
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
