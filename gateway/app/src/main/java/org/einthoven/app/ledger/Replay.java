package org.einthoven.app.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to happen again, or no more.
 *
 * @param filter which ECGs
 * @param destination of {@link Action#RESEND}: to this one alone; null for all. Of {@link Action#ADDRESS} and
 *     {@link Action#WITHDRAW}: which one
 * @param patient of {@link Action#RELEASE}: whose the one ECG is by this person's word
 * @param ratePerSecond how many at most become due each second
 * @param by who wants it: stands in each ECG's steps
 * @param served of {@link Action#RESEND} without a destination: to these alone, as nobody delivers to others; empty for all
 */
public record Replay(
        Action action,
        EcgFilter filter,
        @Nullable String destination,
        @Nullable AssignedPatient patient,
        double ratePerSecond,
        String by,
        Set<String> served) {
    /** What a gateway node puts into a queue again each second, at most, whatever is due. */
    public static final double FASTEST = 64;
    /** Once in 100 s. */
    public static final double SLOWEST = 0.01;

    private static final int LONGEST_NAME = 60;

    /** To whichever destinations. */
    public Replay(
            Action action,
            EcgFilter filter,
            @Nullable String destination,
            @Nullable AssignedPatient patient,
            double ratePerSecond,
            String by) {
        this(action, filter, destination, patient, ratePerSecond, by, Set.of());
    }

    /** @throws IllegalArgumentException with one sentence that says what is allowed */
    public Replay {
        served = Set.copyOf(served);
        Objects.requireNonNull(action);
        Objects.requireNonNull(filter);
        if (!(ratePerSecond >= SLOWEST && ratePerSecond <= FASTEST)) {
            throw new IllegalArgumentException("a rate is from 0.01 to 64 a second");
        }
        if (by.isBlank() || by.length() > LONGEST_NAME || by.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of who asks for it has 1 to 60 characters");
        }
        if (patient != null && action != Action.RELEASE) {
            throw new IllegalArgumentException("a patient can be given to a release only");
        }
        if (destination != null && (action == Action.RERUN || action.isOfUnread())) {
            throw new IllegalArgumentException("an ECG that is read again, or never, has no destination of its own");
        }
        if (action.isOfUnread() && filter.destination() != null) {
            throw new IllegalArgumentException("what was never read stands at no destination");
        }
        if (action == Action.DISMISS && filter.equals(EcgFilter.ALL)) {
            throw new IllegalArgumentException("which ECGs are dismissed must be said");
        }
        if (action.isOfDestination() && (destination == null || destination.isBlank())) {
            throw new IllegalArgumentException("reports are addressed to, or withdrawn from, one named destination");
        }
    }

    /** What happens again. */
    public enum Action {
        /** The reports are offered to their destinations again, those that are there already included. */
        RESEND,
        /** The ECGs are read again, by the model that runs now. */
        RERUN,
        /** The ECGs that were given up unread are read again. */
        RELEASE,
        /** Nothing is to be done about ECGs that were given up unread. */
        DISMISS,
        /** Reports go to a destination as well that they were never addressed to, because it is new. */
        ADDRESS,
        /** Reports that wait for a destination or failed there are meant for it no more, because it is gone. */
        WITHDRAW;

        /** Whether it is about what lies in quarantine or was given up, and nothing else. */
        boolean isOfUnread() {
            return this == RELEASE || this == DISMISS;
        }

        boolean isOfDestination() {
            return this == ADDRESS || this == WITHDRAW;
        }
    }

    /**
     * What a replay did, or would do.
     *
     * @param ecgs how many the filter means
     * @param done how many reports at a destination ({@link Action#RESEND}, {@link Action#ADDRESS}) or ECGs are due
     *     again, or are withdrawn or dismissed
     * @param passedOver how many are not, by the reason
     * @param lasts until the last of them is due
     * @param first the first of those meant, at most 100
     */
    public record Outcome(long ecgs, long done, Map<String, Long> passedOver, Duration lasts, List<LedgerEntry> first) {
        public Outcome {
            passedOver = Map.copyOf(passedOver);
            first = List.copyOf(first);
        }
    }
}
