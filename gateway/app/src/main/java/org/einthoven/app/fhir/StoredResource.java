package org.einthoven.app.fhir;

import java.time.Instant;
import java.util.Objects;
import org.hl7.fhir.r4.model.Resource;

/**
 * One version of a resource as the store holds it.
 *
 * @param type "DiagnosticReport"
 * @param id its logical id, without type
 * @param version 1 for the first
 * @param json the resource with its id, version and time
 */
public record StoredResource(String type, String id, long version, Instant lastUpdated, String json) {
    public StoredResource {
        Objects.requireNonNull(type);
        Objects.requireNonNull(id);
        Objects.requireNonNull(lastUpdated);
        Objects.requireNonNull(json);
    }

    /** The resource itself. */
    public <T extends Resource> T as(Class<T> resourceType) {
        return FhirJson.parse(resourceType, json);
    }

    /** Says nothing of the content. */
    @Override
    public String toString() {
        return type + "/" + id + "/_history/" + version;
    }
}
