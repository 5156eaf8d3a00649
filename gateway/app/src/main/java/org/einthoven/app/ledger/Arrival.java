package org.einthoven.app.ledger;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.app.store.ObjectHash;
import org.einthoven.ecg.SourceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * That bytes came in.
 *
 * @param channel by which way: "dicom", "fhir", "file"
 * @param sender the calling AE title, where there is one
 * @param patientKey stands for the patient without naming one, where the sender names one
 * @param size of the original in bytes
 * @param identifier of the ECG, where it is known before the ECG is read: a SOP Instance UID
 */
public record Arrival(
        ObjectHash object,
        String channel,
        @Nullable String sender,
        Lane lane,
        @Nullable String patientKey,
        long size,
        Instant at,
        @Nullable String identifier) {
    public Arrival {
        Objects.requireNonNull(object);
        Objects.requireNonNull(channel);
        Objects.requireNonNull(lane);
        Objects.requireNonNull(at);
        identifier = identifier == null ? null : SourceIdentity.identifier(identifier);
    }

    /** Of which patient and which ECG is known only when it is read. */
    public Arrival(ObjectHash object, String channel, @Nullable String sender, Lane lane, long size, Instant at) {
        this(object, channel, sender, lane, null, size, at, null);
    }
}
