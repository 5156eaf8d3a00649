package org.einthoven.dicom.network;

import java.util.List;
import java.util.Objects;

/**
 * How a C-MOVE or C-GET ended (PS3.4 C.4.2.1.4). Counts are the peer's, each 0 where it did not tell.
 *
 * @param status the peer's last word: 0000 when each object came, B000 when some did not
 * @param completed objects that were sent and stored
 * @param failed objects that could not be sent or were not stored
 * @param warnings objects that were stored with a warning
 * @param failedInstanceUids which failed, as far as the peer tells (Failed SOP Instance UID List (0008,0058))
 */
public record RetrieveResult(
        DimseStatus status, int completed, int failed, int warnings, List<String> failedInstanceUids) {

    public RetrieveResult {
        Objects.requireNonNull(status, "status");
        failedInstanceUids = List.copyOf(failedInstanceUids);
    }
}
