package org.einthoven.app.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that ECGs are refused and once that they are taken again, however many are refused meanwhile; a gateway at
 * its limit refuses some and takes others each second, which is one time of refusing.
 */
final class RefusalNotes {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalNotes.class);
    /** Refusing is over when nothing has been refused for so long. */
    static final Duration QUIET = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<Refusal.Kind, Long> refusedAt = new EnumMap<>(Refusal.Kind.class);

    RefusalNotes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Adds a gauge for each reason: 1 while nothing is taken for it. */
    static void register(MeterRegistry registry, Supplier<Optional<Refusal>> current) {
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            Gauge.builder(
                            "einthoven.intake.refuses",
                            () -> current.get()
                                            .filter(refusal -> refusal.kind() == kind)
                                            .isPresent()
                                    ? 1
                                    : 0)
                    .tag("reason", kind.name())
                    .description("1 while no ECG is taken for this reason")
                    .register(registry);
        }
    }

    /** Notes what the answer is now. */
    synchronized void note(Optional<Refusal> answer) {
        long now = nanoTime.getAsLong();
        if (answer.isPresent() && refusedAt.put(answer.get().kind(), now) == null) {
            LOG.warn("No ECGs are taken from now on: {}", answer.get().reason());
        }
        refusedAt.entrySet().removeIf(refused -> {
            boolean over = now - refused.getValue() >= QUIET.toNanos();
            if (over && answer.isEmpty()) {
                LOG.info("ECGs are taken again, and have been for a minute");
            }
            return over;
        });
    }
}
