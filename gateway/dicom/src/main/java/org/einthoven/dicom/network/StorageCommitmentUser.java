package org.einthoven.dicom.network;

import java.io.IOException;

/** Takes the results of storage commitments that this side asked for (SCU, PS3.4 annex J). */
@FunctionalInterface
public interface StorageCommitmentUser {

    /**
     * A result, on an association that the peer opened. When this returns with success the result is durable; the peer
     * does not repeat it.
     *
     * @return 0112 for a transaction that nobody here began
     * @throws IOException when it cannot be kept; answered as 0110, processing failure
     */
    DimseStatus result(CommitmentResult result, String callingAeTitle) throws IOException;
}
