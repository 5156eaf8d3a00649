package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of an ECG's way.
 *
 * @param step "receive", "interpret", "deliver", "replay", "commit"
 * @param destination where it concerns one
 * @param outcome how it ended, in capital letters as states are
 * @param reason why, without patient data
 * @param node the gateway node that did it
 */
public record Step(
        Instant at,
        String step,
        @Nullable String destination,
        String outcome,
        @Nullable String reason,
        String node) {
    public Step {
        Objects.requireNonNull(at);
        Objects.requireNonNull(step);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(node);
    }
}
