package org.einthoven.dicom.network;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers beside verification.
 *
 * @param storage takes objects
 * @param commitmentProvider takes requests for storage commitment; null where none is offered
 * @param commitmentUser takes the results of commitments that this side asked for; null where it asks for none
 */
public record DicomServices(
        StorageHandler storage,
        @Nullable StorageCommitmentProvider commitmentProvider,
        @Nullable StorageCommitmentUser commitmentUser) {

    public DicomServices {
        Objects.requireNonNull(storage, "storage");
    }

    public static DicomServices storage(StorageHandler handler) {
        return new DicomServices(handler, null, null);
    }

    public DicomServices withCommitmentProvider(StorageCommitmentProvider provider) {
        return new DicomServices(storage, provider, commitmentUser);
    }

    public DicomServices withCommitmentUser(StorageCommitmentUser user) {
        return new DicomServices(storage, commitmentProvider, user);
    }
}
