package org.einthoven.dicom.network;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a peer said to a request for storage commitment.
 *
 * @param status whether it took the request
 * @param result the result, where it came on the same association; else null, and it comes on one that the peer opens
 */
public record CommitmentReply(DimseStatus status, @Nullable CommitmentResult result) {

    public CommitmentReply {
        Objects.requireNonNull(status, "status");
    }
}
