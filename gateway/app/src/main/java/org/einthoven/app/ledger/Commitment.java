package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.network.CommitmentResult;
import org.einthoven.dicom.network.SopReference;
import org.jspecify.annotations.Nullable;

/**
 * A storage commitment that a peer asked for.
 *
 * @param peer its AE title
 * @param tries how often the peer was told of it in vain
 * @param objects in the order in which the peer named them
 */
public record Commitment(
        long sequence, String peer, String transactionUid, Instant askedAt, int tries, List<Asked> objects) {
    /** The outcome of an object that is committed. */
    public static final int COMMITTED = 0;

    public Commitment {
        Objects.requireNonNull(peer);
        Objects.requireNonNull(transactionUid);
        Objects.requireNonNull(askedAt);
        objects = List.copyOf(objects);
    }

    /**
     * One of its objects.
     *
     * @param outcome null while it is not known, {@link #COMMITTED}, or the Failure Reason (PS3.3 C.14.1.1)
     */
    public record Asked(
            int position, SopReference instance, @Nullable Integer outcome) {}

    /** Those of which nothing is known yet. */
    public List<Asked> open() {
        return objects.stream().filter(object -> object.outcome() == null).toList();
    }

    /** What the peer is told, once an outcome is known for each object. */
    public CommitmentResult result() {
        List<SopReference> committed = new ArrayList<>();
        List<CommitmentResult.Failure> failed = new ArrayList<>();
        for (Asked object : objects) {
            int outcome = Objects.requireNonNull(object.outcome(), "an object's outcome is not known yet");
            if (outcome == COMMITTED) {
                committed.add(object.instance());
            } else {
                failed.add(new CommitmentResult.Failure(object.instance(), outcome));
            }
        }
        return new CommitmentResult(transactionUid, committed, failed);
    }
}
