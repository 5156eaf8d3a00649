package org.einthoven.dicom.network;

import java.util.Objects;

/**
 * How a C-FIND ended.
 *
 * @param status the peer's last word
 * @param matches how many matches were handed on
 * @param isComplete whether these are all that the peer has: not after a cancel, be it that the peer ignored it, nor
 *     after a failure
 */
public record FindResult(DimseStatus status, int matches, boolean isComplete) {

    public FindResult {
        Objects.requireNonNull(status, "status");
    }
}
