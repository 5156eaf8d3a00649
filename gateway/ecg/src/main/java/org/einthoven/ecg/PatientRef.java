package org.einthoven.ecg;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom an ECG belongs to: an identifier and who issued it. An identifier alone is unique within its issuer only.
 *
 * @param identifier the medical record number, as the source wrote it, without padding
 * @param issuer the assigning authority (DICOM Issuer of Patient ID, FHIR identifier system), where the source names it
 */
public record PatientRef(String identifier, @Nullable String issuer) {
    public PatientRef {
        Objects.requireNonNull(identifier);
        if (identifier.isBlank()) {
            throw new IllegalArgumentException("a patient reference has an identifier");
        }
    }

    /** Whether both may be one patient: of one number, and not of two issuers. */
    boolean mayBe(PatientRef other) {
        return identifier.equals(other.identifier)
                && (issuer == null || other.issuer == null || issuer.equals(other.issuer));
    }
}
