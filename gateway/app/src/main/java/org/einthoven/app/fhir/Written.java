package org.einthoven.app.fhir;

import java.time.Instant;

/**
 * What a write came to.
 *
 * @param version the version that is there now
 */
public record Written(String type, String id, long version, Instant lastUpdated, Effect effect) {
    /** What it changed. */
    public enum Effect {
        CREATED,
        UPDATED,
        /** The same content was there already; no new version was made. */
        UNCHANGED
    }
}
