package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.jspecify.annotations.Nullable;

/**
 * That bytes came in.
 *
 * @param channel by which way: "dicom", "fhir", "file"
 * @param sender the calling AE title, where there is one
 * @param size of the original in bytes
 */
public record Arrival(
        ObjectHash object, String channel, @Nullable String sender, Lane lane, long size, Instant at) {
    public Arrival {
        Objects.requireNonNull(object);
        Objects.requireNonNull(channel);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(at);
    }
}
