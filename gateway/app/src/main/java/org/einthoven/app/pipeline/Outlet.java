package org.einthoven.app.pipeline;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.einthoven.app.fhir.client.DeliveryResult;
import org.einthoven.app.fhir.client.ReportDelivery;
import org.einthoven.app.fhir.client.ReportDestination;

/**
 * A destination behind a circuit breaker: when most of the last ten deliveries met no working receiver, none is made but
 * a probe after 1 s, 2 s … at most a minute, and none before the time that the receiver itself named. What waits for it
 * stays in the ledger, untried.
 */
public final class Outlet {
    private static final int WINDOW = 10;
    private static final int LEAST_CALLS = 5;
    private static final float FAILED_PERCENT = 60;
    private static final Duration LONGEST_OPEN = Duration.ofMinutes(1);

    private final ReportDestination destination;
    private final int tries;
    private final CircuitBreaker breaker;
    /** When the receiver may be asked again, in the breaker's nanoseconds, which no step of the clock changes. */
    private final AtomicLong quietUntil;

    private final Pace taken = new Pace(System::nanoTime);

    /** @param tries how often a report is offered before it is given up */
    public Outlet(ReportDestination destination, int tries) {
        this.destination = Objects.requireNonNull(destination);
        if (tries < 1) {
            throw new IllegalArgumentException("a report is offered at least once");
        }
        this.tries = tries;
        this.breaker = CircuitBreaker.of(
                destination.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(LEAST_CALLS)
                        .failureRateThreshold(FAILED_PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .maxWaitDurationInHalfOpenState(LONGEST_OPEN)
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialRandomBackoff(
                                Duration.ofSeconds(1), 2, 0.2, LONGEST_OPEN))
                        .build());
        this.quietUntil = new AtomicLong(breaker.getCurrentTimestamp());
    }

    public String name() {
        return destination.name();
    }

    public ReportDestination destination() {
        return destination;
    }

    int tries() {
        return tries;
    }

    /** For how long the receiver still wants to be asked nothing; zero when it may be asked. */
    Duration quiet() {
        return Duration.ofNanos(Math.max(0, quietUntil.get() - breaker.getCurrentTimestamp()));
    }

    /** Whether a delivery may be tried now; who was told so must {@link #deliver} or say {@link #notUsed}. */
    boolean admits() {
        return quiet().isZero() && breaker.tryAcquirePermission();
    }

    /** How many reports it took from this node a second, of late. */
    public long takenPerSecond() {
        return taken.perSecond();
    }

    /** How many of these reports that wait may go into the queue now. */
    int room(int wanted) {
        if (!quiet().isZero()) {
            return 0;
        }
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 0;
            case HALF_OPEN -> 1;
            default -> wanted;
        };
    }

    void notUsed() {
        breaker.releasePermission();
    }

    /** Delivers, and learns from the answer whether the receiver works. */
    DeliveryResult deliver(ReportDelivery delivery) {
        long begin = breaker.getCurrentTimestamp();
        try {
            DeliveryResult result = destination.deliver(delivery);
            long took = breaker.getCurrentTimestamp() - begin;
            if (result instanceof DeliveryResult.RetryLater later && later.receiverFailed()) {
                keepQuiet(later.pause());
                breaker.onError(took, breaker.getTimestampUnit(), new ReceiverFailure());
            } else {
                taken.count();
                breaker.onSuccess(took, breaker.getTimestampUnit());
            }
            return result;
        } catch (RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void keepQuiet(Duration pause) {
        quietUntil.accumulateAndGet(breaker.getCurrentTimestamp() + pause.toNanos(), Math::max);
    }

    /** 1 while deliveries are tried, 0 while the circuit is open or the receiver wants to be asked nothing. */
    public int closed() {
        return breaker.getState() == CircuitBreaker.State.OPEN || !quiet().isZero() ? 0 : 1;
    }

    private static final class ReceiverFailure extends Exception {
        private static final long serialVersionUID = 1;
    }
}
