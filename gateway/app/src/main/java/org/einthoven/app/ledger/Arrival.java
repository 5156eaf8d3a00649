package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.jspecify.annotations.Nullable;

/**
 * That bytes came in.
 *
 * @param channel by which way: "dicom", "fhir"
 * @param sender the calling AE title, where there is one
 */
public record Arrival(
        ObjectHash object, String channel, @Nullable String sender, Instant at) {
    public Arrival {
        Objects.requireNonNull(object);
        Objects.requireNonNull(channel);
        Objects.requireNonNull(at);
    }
}
