package org.einthoven.dicom.network;

import java.util.List;
import java.util.Objects;

/**
 * A request to take over responsibility for objects (storage commitment push model, PS3.4 J.3.2).
 *
 * @param transactionUid Transaction UID (0008,1195), which the answer repeats
 * @param instances at least one
 */
public record CommitmentRequest(String transactionUid, List<SopReference> instances) {

    public CommitmentRequest {
        Objects.requireNonNull(transactionUid, "transactionUid");
        instances = List.copyOf(instances);
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a storage commitment names at least one object");
        }
    }
}
