package org.einthoven.app.pipeline;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a failed try is followed by none: 1 s, 2 s, 4 s … at most 5 min, each shortened or lengthened by up to half at
 * random, so that what failed together does not come back together.
 */
public final class Backoff {
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofSeconds(1), 2, 0.5, LONGEST);

    private Backoff() {}

    /** @param tries how many failed, at least 1 */
    public static Instant nextTry(Instant now, int tries) {
        return now.plusMillis(PAUSES.apply(Math.max(1, tries)));
    }

    /** @param atLeast what the receiver asked for */
    public static Instant nextTry(Instant now, int tries, Duration atLeast) {
        Instant next = nextTry(now, tries);
        Instant asked = now.plus(atLeast);
        return next.isBefore(asked) ? asked : next;
    }
}
