package org.einthoven.app.commitment;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.einthoven.app.ledger.Commitment;
import org.einthoven.app.ledger.Commitments;
import org.einthoven.app.ledger.LedgerException;
import org.einthoven.dicom.network.CommitmentRequest;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.DimseStatus;
import org.einthoven.dicom.network.StorageCommitmentProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests for storage commitment and decides about them: at once where everything is known, else when {@link
 * CommitmentReports} asks again.
 */
public final class CommitmentDesk implements StorageCommitmentProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CommitmentDesk.class);

    /** A UID's (PS3.5 section 9); whatever else is wrong with a sender's, it is given back as it came. */
    private static final int LONGEST_UID = 64;
    /** Until the peer should have heard on the association of its request; then it is told on another. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** For so long an original is tried that a disk does not give: a file server is back by then, and the peer may ask again. */
    private static final Duration UNREADABLE = Duration.ofHours(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Commitments ledger;
    private final CommitmentRule rule;
    private final Duration window;
    private final Clock clock;

    /** @param window how long what is not known yet is waited for */
    CommitmentDesk(Commitments ledger, CommitmentRule rule, Duration window, Clock clock) {
        this.ledger = ledger;
        this.rule = rule;
        this.window = window;
        this.clock = clock;
    }

    @Override
    public DimseStatus request(CommitmentRequest request, String callingAeTitle) throws IOException {
        if (!isPrintable(request.transactionUid())
                || request.instances().stream()
                        .anyMatch(object ->
                                !isPrintable(object.sopClassUid()) || !isPrintable(object.sopInstanceUid()))) {
            LOG.warn("A storage commitment that {} asked for is refused: a UID is none", callingAeTitle);
            return DimseStatus.INVALID_ARGUMENT.because("a UID is none");
        }
        if (!ledger.asked(request, callingAeTitle, clock.instant().plus(GRACE))) {
            LOG.warn(
                    "A storage commitment that {} asked for is refused: its Transaction UID stands for other objects",
                    callingAeTitle);
            return DimseStatus.INVALID_ARGUMENT.because("Transaction UID is in use");
        }
        LOG.info(
                "{} asks to commit the storage of {} objects",
                callingAeTitle,
                request.instances().size());
        return DimseStatus.SUCCESS;
    }

    private static boolean isPrintable(String uid) {
        return uid.length() <= LONGEST_UID && uid.chars().allMatch(character -> character > ' ' && character < 0x7F);
    }

    @Override
    public @Nullable CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle) {
        try {
            Optional<Commitment> asked = ledger.find(callingAeTitle, request.transactionUid());
            if (asked.isPresent() && decide(asked.get())) {
                return ledger.decided(asked.get(), clock.instant().plus(GRACE))
                        .map(Commitment::result)
                        .orElse(null);
            }
        } catch (IOException e) {
            LOG.warn("What {} asked to commit is decided later: {}", callingAeTitle, e.getMessage());
        }
        return null;
    }

    @Override
    public void confirmed(CommitmentResult result, String callingAeTitle) {
        try {
            ledger.reported(callingAeTitle, result.transactionUid());
        } catch (IOException e) {
            LOG.warn("{} is told again what it has heard: {}", callingAeTitle, e.getMessage());
        }
    }

    /** Decides about one that waits, and puts off what cannot be decided. */
    void look(Commitment commitment) throws IOException {
        Instant now = clock.instant();
        if (decide(commitment)) {
            ledger.decided(commitment, now);
        } else {
            ledger.postponed(commitment, now.plus(pause(Duration.between(commitment.askedAt(), now))));
        }
    }

    /** The longer it has waited the longer it can go on. */
    private static Duration pause(Duration waited) {
        Duration half = waited.dividedBy(2);
        if (half.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return half.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : half;
    }

    /** Notes an outcome of each object of which one is known; whether that is so of all. */
    private boolean decide(Commitment commitment) throws IOException {
        Duration waited = Duration.between(commitment.askedAt(), clock.instant());
        List<Commitments.Outcome> outcomes = new ArrayList<>();
        List<Commitment.Asked> open = commitment.open();
        String trouble = null;
        for (Commitment.Asked asked : open) {
            Duration longest = window;
            Optional<Commitments.Outcome> outcome = Optional.empty();
            try {
                outcome = rule.decide(asked);
            } catch (LedgerException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                trouble = words(e);
                longest = UNREADABLE;
            }
            if (outcome.isPresent()) {
                outcomes.add(outcome.get());
            } else if (waited.compareTo(longest) > 0) {
                outcomes.add(Commitments.Outcome.failed(asked.position(), CommitmentResult.Failure.PROCESSING_FAILURE));
            }
        }
        if (trouble != null) {
            LOG.warn("Not all that {} asked to commit can be read now: {}", commitment.peer(), trouble);
        }
        ledger.note(commitment, outcomes);
        return outcomes.size() == open.size();
    }

    /** The messages of our own exceptions hold no patient data; those of others might. */
    static String words(Exception failure) {
        return failure instanceof IOException
                ? String.valueOf(failure.getMessage())
                : "unexpected " + failure.getClass().getSimpleName();
    }
}
