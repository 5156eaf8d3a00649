package org.einthoven.app.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.app.store.ObjectStore;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code deliveries}: which queues a report goes to, and from there to its destination. */
public final class ReportDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(ReportDeliveries.class);

    private final ObjectStore objects;
    private final Ledger ledger;
    private final Map<String, Outlet> outlets = new LinkedHashMap<>();
    private final GatewayMetrics metrics;
    private final Clock clock;

    /** One offer of one report to one destination; the last one allowed is {@code of}. */
    private record Attempt(ReportReference reference, String destination, int number, int of) {}

    public ReportDeliveries(
            ObjectStore objects, Ledger ledger, List<Outlet> outlets, GatewayMetrics metrics, Clock clock) {
        this.objects = objects;
        this.ledger = ledger;
        outlets.forEach(outlet -> this.outlets.put(outlet.destination().name(), outlet));
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Notes where the report in the body goes: the addresses of the destinations' queues. */
    public void address(Exchange exchange) throws IOException, UnreadableReferenceException {
        ReportReference reference = Exchanges.reference(exchange, ReportReference.class);
        ledger.sentTo(reference.reportId(), List.copyOf(outlets.keySet()));
        List<String> queues = new ArrayList<>();
        for (String name : outlets.keySet()) {
            queues.add(exchange.getContext().resolvePropertyPlaceholders("{{queue}}report.to." + name));
        }
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(Exchanges.DESTINATIONS, queues);
    }

    /**
     * Delivers the report in the body to the destination that the exchange names.
     *
     * @throws DeliveryPostponedException when it is to be offered again
     */
    public void deliver(Exchange exchange) throws IOException, UnreadableReferenceException {
        String name = Exchanges.require(exchange, Exchanges.DESTINATION, String.class);
        ReportReference reference = Exchanges.reference(exchange, ReportReference.class);
        Outlet outlet = Objects.requireNonNull(outlets.get(name), () -> "no destination is named " + name);
        if (ledger.delivered(reference.reportId(), name)) {
            return;
        }
        Attempt attempt = new Attempt(reference, name, Exchanges.deliveryCount(exchange), outlet.tries());
        Delivery.State state = settle(attempt, offer(outlet.destination(), reference));
        exchange.setProperty(Exchanges.OUTCOME, state.name());
    }

    private DeliveryResult offer(ReportDestination destination, ReportReference reference) throws IOException {
        String json;
        try {
            json = Files.readString(objects.find(new ObjectHash(reference.reportHash())));
        } catch (NoSuchFileException e) {
            return new DeliveryResult.Refused("the report is not in the object store any more");
        }
        String version = ledger.deliveredVersion(reference.reportId(), destination.name());
        return destination.deliver(ReportDelivery.ofJson(json, version));
    }

    private Delivery.State settle(Attempt attempt, DeliveryResult result) throws IOException {
        if (result instanceof DeliveryResult.Delivered delivered) {
            metrics.delivered(attempt.destination(), age(attempt.reference()));
            return note(attempt, Delivery.State.DELIVERED, null, delivered.version());
        }
        if (result instanceof DeliveryResult.KeptVerified kept) {
            return note(attempt, Delivery.State.KEPT_VERIFIED, kept.reason(), null);
        }
        if (result instanceof DeliveryResult.Refused refused) {
            return giveUp(attempt, refused.reason());
        }
        String reason = ((DeliveryResult.RetryLater) result).reason();
        return attempt.number() < attempt.of() ? postpone(attempt, reason) : giveUp(attempt, reason);
    }

    private Delivery.State postpone(Attempt attempt, String reason) throws IOException {
        note(attempt, Delivery.State.WAITING, reason, null);
        LOG.warn("Report {} waits for {}: {}", attempt.reference().reportId(), attempt.destination(), reason);
        throw new DeliveryPostponedException(reason);
    }

    private Delivery.State giveUp(Attempt attempt, String reason) throws IOException {
        metrics.undelivered(attempt.destination());
        LOG.error(
                "Report {} is given up for {} after {} tries: {}",
                attempt.reference().reportId(),
                attempt.destination(),
                attempt.number(),
                reason);
        return note(attempt, Delivery.State.FAILED, reason, null);
    }

    private Delivery.State note(
            Attempt attempt, Delivery.State state, @Nullable String reason, @Nullable String version)
            throws IOException {
        ledger.delivery(
                attempt.reference().reportId(),
                new Delivery(attempt.destination(), state, attempt.number(), reason),
                version);
        return state;
    }

    private Duration age(ReportReference reference) {
        return Duration.between(Instant.parse(reference.receivedAt()), clock.instant());
    }
}
