package org.einthoven.app.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A received ECG, as the queues carry it: where its bytes lie and how they came. No patient data.
 *
 * @param objectHash names the bytes in the object store
 * @param channel "dicom", "fhir", "file"
 * @param sender the calling AE title, where there is one
 * @param receivedAt ISO 8601, UTC
 */
record EcgReference(
        String objectHash, String channel, @Nullable String sender, String receivedAt) implements Reference {
    @Override
    public String name() {
        return objectHash;
    }
}
