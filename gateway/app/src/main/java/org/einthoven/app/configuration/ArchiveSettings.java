package org.einthoven.app.configuration;

import java.util.Objects;
import java.util.Set;
import org.einthoven.dicom.network.RemoteAe;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM archive that receives reports by C-STORE.
 *
 * @param name names its queue, its ledger rows and its metrics: lower-case letters, digits and hyphens
 * @param tls whether associations go by TLS, with the keys of {@code dicom.tls}
 * @param objects what is sent
 * @param commitment whether the archive is asked to commit their storage, and a report delivered once it has
 * @param deidentify how objects are de-identified before; null for not at all
 * @param tries how often a report is offered before it is given up
 */
public record ArchiveSettings(
        String name,
        RemoteAe remote,
        boolean tls,
        Set<ResultKind> objects,
        boolean commitment,
        @Nullable Deidentification deidentify,
        int tries) {
    public ArchiveSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(remote);
        objects = Set.copyOf(objects);
        if (objects.isEmpty() || tries < 1) {
            throw new IllegalArgumentException("an archive is sent something, and offered it at least once");
        }
        if (deidentify != null && objects.contains(ResultKind.PDF)) {
            throw new IllegalArgumentException("a PDF is never de-identified");
        }
    }
}
