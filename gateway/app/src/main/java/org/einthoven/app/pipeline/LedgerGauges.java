package org.einthoven.app.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.einthoven.app.ledger.Backlog;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;

/** What is not done, as gauges. However often they are asked, the ledger is asked every 15 s at most. */
public final class LedgerGauges {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final List<String> destinations;
    private final Clock clock;
    private @Nullable Backlog backlog;
    private double unserved = Double.NaN;
    private Instant readAt = Instant.MIN;

    public LedgerGauges(Ledger ledger, List<String> destinations, Clock clock) {
        this.ledger = ledger;
        this.destinations = List.copyOf(destinations);
        this.clock = clock;
    }

    public void register(MeterRegistry registry) {
        ecgs(registry, "RECEIVED", Backlog::unread);
        ecgs(registry, "QUARANTINED", Backlog::quarantined);
        ecgs(registry, "FAILED", Backlog::failed);
        for (String destination : destinations) {
            for (Delivery.State state : List.of(Delivery.State.WAITING, Delivery.State.FAILED)) {
                Backlog.Place place = new Backlog.Place(destination, state);
                add(
                        registry,
                        "einthoven.ledger.reports",
                        Tags.of("destination", destination, "state", state.name()),
                        known -> known.reports().getOrDefault(place, 0L));
            }
        }
        Gauge.builder("einthoven.ledger.reports.unserved", this, LedgerGauges::unserved)
                .description("reports that wait for destinations which this node's configuration does not name")
                .strongReference(true)
                .register(registry);
        add(registry, "einthoven.ledger.oldest.waiting.seconds", Tags.empty(), this::age);
    }

    private void ecgs(MeterRegistry registry, String state, ToDoubleFunction<Backlog> value) {
        add(registry, "einthoven.ledger.ecgs", Tags.of("state", state), value);
    }

    private void add(MeterRegistry registry, String name, Tags tags, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, gauges -> gauges.value(value))
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private double age(Backlog known) {
        Instant oldest = known.oldest();
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }

    /** NaN where the ledger does not answer, which Prometheus takes as "unknown". */
    private double value(ToDoubleFunction<Backlog> value) {
        Backlog known = current();
        return known == null ? Double.NaN : value.applyAsDouble(known);
    }

    private synchronized double unserved() {
        return current() == null ? Double.NaN : unserved;
    }

    private synchronized @Nullable Backlog current() {
        Instant now = clock.instant();
        if (readAt.isAfter(now) || readAt.isBefore(now.minus(FRESH))) {
            readAt = now;
            try {
                backlog = ledger.search().backlog(destinations);
                unserved = ledger.search().waitingElsewhere(destinations).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
            } catch (LedgerException e) {
                backlog = null;
            }
        }
        return backlog;
    }
}
