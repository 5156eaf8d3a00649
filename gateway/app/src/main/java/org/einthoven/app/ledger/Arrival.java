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
 * @param patientKey stands for the patient without naming one, where the sender names one
 * @param size of the original in bytes
 */
public record Arrival(
        ObjectHash object,
        String channel,
        @Nullable String sender,
        Lane lane,
        @Nullable String patientKey,
        long size,
        Instant at) {
    public Arrival {
        Objects.requireNonNull(object);
        Objects.requireNonNull(channel);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(at);
    }

    /** Of nobody knows whom. */
    public Arrival(ObjectHash object, String channel, @Nullable String sender, Lane lane, long size, Instant at) {
        this(object, channel, sender, lane, null, size, at);
    }
}
