package org.einthoven.app.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose ECG it is by the word of a person, who released it from quarantine.
 *
 * @param issuer the assigning authority
 */
public record AssignedPatient(String identifier, @Nullable String issuer) {
    public AssignedPatient {
        Objects.requireNonNull(identifier);
        if (identifier.isBlank()) {
            throw new IllegalArgumentException("a patient has an identifier");
        }
        if ((identifier + (issuer == null ? "" : issuer)).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a patient's identifier and issuer have no control characters");
        }
    }

    /** Without the identifier, which no log may show. */
    @Override
    public String toString() {
        return "AssignedPatient";
    }
}
