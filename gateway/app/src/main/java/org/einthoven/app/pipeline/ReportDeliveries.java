package org.einthoven.app.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.ledger.DeliveryTask;
import org.einthoven.app.ledger.Ledger;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.app.ledger.RetrySchedule;
import org.einthoven.ecg.Delivery;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code deliveries}: brings reports to their destinations. Whatever comes of it stands in the ledger when it
 * returns, so a message is done with unless the ledger itself failed.
 */
public final class ReportDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(ReportDeliveries.class);

    private static final String WITHHELD =
            "without the ECG itself: under its SOP Instance UID the archive has another, of"
                    + " which retention removed the original here";

    private final Ledger ledger;
    private final Map<String, Outlet> outlets = new LinkedHashMap<>();
    private final GatewayMetrics metrics;
    private final Clock clock;
    private volatile @Nullable QueueSender sender;

    public ReportDeliveries(Ledger ledger, List<Outlet> outlets, GatewayMetrics metrics, Clock clock) {
        this.ledger = ledger;
        outlets.forEach(outlet -> this.outlets.put(outlet.name(), outlet));
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Delivers the report in the body to the destination that the exchange names.
     *
     * @throws LedgerException when it is to be done again
     */
    public void deliver(Exchange exchange) throws LedgerException {
        String name = Exchanges.require(exchange, Exchanges.DESTINATION, String.class);
        Outlet outlet = Objects.requireNonNull(outlets.get(name), () -> "no destination is named " + name);
        Optional<DeliveryTask> task = task(exchange, name);
        if (task.isPresent() && task.get().state() == Delivery.State.WAITING) {
            deliver(outlet, task.get());
            sendNext(exchange.getContext(), outlet, task.get());
        }
    }

    /** The schedule alone looks four times a second: a patient of whom many reports wait would have four a second. */
    private void sendNext(CamelContext context, Outlet outlet, DeliveryTask task) throws LedgerException {
        if (outlet.room(1) > 0) {
            Optional<RetrySchedule.DueReport> next =
                    ledger.schedule().claimAfter(task.reportId(), outlet.name(), task.lane());
            if (next.isPresent()) {
                sender(context).sendReports(List.of(next.get()));
            }
        }
    }

    /** The routes' context is there when a message is, not when this bean is made. */
    private QueueSender sender(CamelContext context) {
        QueueSender made = sender;
        if (made == null) {
            made = new QueueSender(ledger.schedule(), context);
            sender = made;
        }
        return made;
    }

    private Optional<DeliveryTask> task(Exchange exchange, String destination) throws LedgerException {
        try {
            ReportReference reference = Exchanges.reference(exchange, ReportReference.class);
            return ledger.deliveryTask(reference.reportId(), destination);
        } catch (UnreadableReferenceException e) {
            LOG.error("A message in the queue of {} is passed over: {}", destination, e.getMessage());
            return Optional.empty();
        }
    }

    private void deliver(Outlet outlet, DeliveryTask task) throws LedgerException {
        Instant now = clock.instant();
        Duration quiet = outlet.quiet();
        if (task.held()) {
            // Due at once: the schedule holds it until the earlier one is settled.
            ledger.deferred(task.reportId(), outlet.name(), "an earlier report of the same patient goes first", now);
        } else if (!quiet.isZero()) {
            String reason = "the destination asked for a pause, and is asked nothing until it is over";
            ledger.deferred(task.reportId(), outlet.name(), reason, now.plus(quiet));
        } else if (!outlet.admits()) {
            String reason = "the destination has not answered; it is asked again from time to time";
            ledger.deferred(task.reportId(), outlet.name(), reason, Backoff.nextTry(now, 1));
        } else {
            settle(new Attempt(task, outlet.tries()), offer(outlet, task));
        }
    }

    /** One offer of one report to one destination; the last one allowed is {@code of}. */
    private record Attempt(DeliveryTask task, int of) {
        int number() {
            return task.tries() + 1;
        }

        boolean isLast() {
            return number() >= of;
        }
    }

    private DeliveryResult offer(Outlet outlet, DeliveryTask task) {
        if (task.bundle().length == 0) {
            outlet.notUsed();
            return new DeliveryResult.Refused(
                    "the ledger does not hold the report any more; the ECG must be read again");
        }
        try {
            String bundle = new String(task.bundle(), StandardCharsets.UTF_8);
            ReportDelivery delivery = ReportDelivery.ofJson(bundle, task.version())
                    .withResults(() -> ledger.reports().results(task.reportId()));
            return outlet.deliver(task.withheld() ? delivery : delivery.withOriginal(task.original()));
        } catch (RuntimeException | Error e) {
            // An Error that left this step would take the message with it, and the report would wait for a long time.
            LOG.error(
                    "Report {} met a fault of the gateway on its way to {}: {}",
                    task.reportId(),
                    outlet.name(),
                    Reasons.of(e));
            return new DeliveryResult.RetryLater(Reasons.of(e), false);
        }
    }

    private void settle(Attempt attempt, DeliveryResult result) throws LedgerException {
        if (result instanceof DeliveryResult.Delivered delivered) {
            metrics.delivered(attempt.task().destination(), age(attempt.task()));
            String warning = attempt.task().withheld() ? WITHHELD : delivered.warning();
            note(attempt, Delivery.State.DELIVERED, null, warning, null, delivered.version());
        } else if (result instanceof DeliveryResult.KeptVerified kept) {
            note(attempt, Delivery.State.KEPT_VERIFIED, kept.reason(), null, null, null);
        } else if (result instanceof DeliveryResult.Awaited awaited) {
            DeliveryTask task = attempt.task();
            ledger.awaited(
                    task.reportId(),
                    task.destination(),
                    awaited.reason(),
                    clock.instant().plus(awaited.atMost()));
        } else if (result instanceof DeliveryResult.Refused refused) {
            giveUp(attempt, refused.reason());
        } else if (result instanceof DeliveryResult.RetryLater later) {
            tryLater(attempt, later);
        }
    }

    private void tryLater(Attempt attempt, DeliveryResult.RetryLater later) throws LedgerException {
        String reason = later.reason();
        if (attempt.isLast()) {
            giveUp(attempt, reason);
            return;
        }
        DeliveryTask task = attempt.task();
        LOG.warn("Report {} waits for {}: {}", task.reportId(), task.destination(), reason);
        metrics.postponed(task.destination());
        Instant next = Backoff.nextTry(clock.instant(), attempt.number(), later.pause());
        note(attempt, Delivery.State.WAITING, reason, null, next, null);
    }

    private void giveUp(Attempt attempt, String reason) throws LedgerException {
        DeliveryTask task = attempt.task();
        metrics.undelivered(task.destination());
        LOG.error(
                "Report {} is given up for {} after {} tries: {}",
                task.reportId(),
                task.destination(),
                attempt.number(),
                reason);
        note(attempt, Delivery.State.FAILED, reason, null, null, null);
    }

    private void note(
            Attempt attempt,
            Delivery.State state,
            @Nullable String reason,
            @Nullable String warning,
            @Nullable Instant nextTryAt,
            @Nullable String version)
            throws LedgerException {
        DeliveryTask task = attempt.task();
        ledger.delivery(
                task.reportId(),
                new Delivery(task.destination(), state, attempt.number(), reason, warning, nextTryAt),
                version);
    }

    private Duration age(DeliveryTask task) {
        Instant received = task.receivedAt();
        return received == null ? Duration.ZERO : Duration.between(received, clock.instant());
    }
}
