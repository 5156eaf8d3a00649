package org.einthoven.ecg;

import java.util.Objects;

/**
 * Which ECG this is, however often and by whatever way it arrives: its identifier and the hash of its content.
 *
 * @param kind what sort of identifier it is
 * @param identifier the SOP Instance UID, "Observation/id/_history/version" or an identifier, the control id, the file
 * @param contentHash SHA-256 in lower-case hex of the content in a form that does not depend on its transfer
 *     (a DICOM object hashes alike in every transfer syntax)
 */
public record SourceIdentity(Kind kind, String identifier, String contentHash) {
    public SourceIdentity {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(identifier);
        if (!contentHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a content hash is 64 lower-case hex digits");
        }
    }

    /** One line that names this source and no other, for deterministic identifiers. */
    public String key() {
        return kind + "|" + identifier + "|" + contentHash;
    }

    /** What the identifier is. */
    public enum Kind {
        DICOM,
        FHIR,
        HL7V2,
        FILE
    }
}
