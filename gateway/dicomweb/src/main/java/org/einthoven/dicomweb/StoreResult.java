package org.einthoven.dicomweb;

import java.nio.file.Path;
import java.util.List;
import org.einthoven.dicom.network.DimseStatus;
import org.jspecify.annotations.Nullable;

/** What became of the files that were sent, in their order. */
public record StoreResult(List<Instance> instances) {

    /**
     * One file.
     *
     * @param sopInstanceUid null where the file cannot be read
     * @param status as a C-STORE response would say it: stored, stored with a warning (Warning Reason), or failed (Failure Reason)
     * @param retrieveUrl where the server gives it again, or null
     */
    public record Instance(
            Path file,
            @Nullable String sopInstanceUid,
            DimseStatus status,
            @Nullable String retrieveUrl) {
        /** Without the address, which holds identifiers. */
        @Override
        public String toString() {
            return "Instance[" + sopInstanceUid + ", " + status + "]";
        }
    }

    public StoreResult {
        instances = List.copyOf(instances);
    }

    /** Whether every file was stored, be it with a warning. */
    public boolean isComplete() {
        return instances.stream().noneMatch(instance -> instance.status().isFailure());
    }
}
