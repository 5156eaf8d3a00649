package org.einthoven.app.configuration;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An archive that receives reports by STOW-RS.
 *
 * @param name names its queue, its ledger rows and its metrics: lower-case letters, digits and hyphens
 * @param objects what is sent
 * @param deidentify how objects are de-identified before; null for not at all
 * @param tries how often a report is offered before it is given up
 */
public record WebArchiveSettings(
        String name,
        WebServerSettings server,
        Set<ResultKind> objects,
        @Nullable Deidentification deidentify,
        int tries) {
    public WebArchiveSettings {
        Objects.requireNonNull(name);
        Objects.requireNonNull(server);
        objects = Set.copyOf(objects);
        if (objects.isEmpty() || tries < 1) {
            throw new IllegalArgumentException("an archive is sent something, and offered it at least once");
        }
        if (deidentify != null && objects.contains(ResultKind.PDF)) {
            throw new IllegalArgumentException("a PDF is never de-identified");
        }
    }
}
