package org.einthoven.dicom.network;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes requests for storage commitment, as the one who keeps the objects (SCP, PS3.4 annex J). Called by several associations at the same time. */
public interface StorageCommitmentProvider {

    /**
     * Takes a request. When this returns with success the request is durable: its result will be reported, whatever
     * happens to this process.
     *
     * @throws IOException when it cannot be kept; answered as 0110, processing failure
     */
    DimseStatus request(CommitmentRequest request, String callingAeTitle) throws IOException;

    /**
     * The result of a request that was just taken, where it is known at once and may be reported on the same
     * association; null where it is reported later, on a new one.
     */
    @Nullable
    CommitmentResult resultNow(CommitmentRequest request, String callingAeTitle);

    /** The peer confirmed a result on the association of the request; where this is not called it is reported anew. */
    void confirmed(CommitmentResult result, String callingAeTitle);
}
