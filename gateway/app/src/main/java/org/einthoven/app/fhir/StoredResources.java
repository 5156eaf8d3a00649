package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.History;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** What every resource type of the endpoint has: read, vread and the history of one resource. */
abstract class StoredResources<T extends Resource> implements IResourceProvider {
    final FhirStore store;
    private final Class<T> type;

    StoredResources(Class<T> type, FhirStore store) {
        this.type = type;
        this.store = store;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    /** Read, and vread where the id names a version. */
    @Read(version = true)
    public T read(@IdParam IdType id) {
        return (id.hasVersionIdPart() && id.isVersionIdPartValidLong()
                        ? store.read(typeName(), id.getIdPart(), id.getVersionIdPartAsLong())
                        : id.hasVersionIdPart()
                                ? java.util.Optional.<StoredResource>empty()
                                : store.read(typeName(), id.getIdPart()))
                .map(stored -> stored.as(type))
                .orElseThrow(() -> new ResourceNotFoundException("No such " + typeName() + " is known here."));
    }

    /** Every version of one resource, the newest first. */
    @History
    public IBundleProvider history(@IdParam IdType id) {
        List<T> versions = store.history(typeName(), id.getIdPart()).stream()
                .map(stored -> stored.as(type))
                .toList();
        if (versions.isEmpty()) {
            throw new ResourceNotFoundException("No such " + typeName() + " is known here.");
        }
        return new SimpleBundleProvider(versions);
    }

    final String typeName() {
        return type.getSimpleName();
    }

    final SearchParameters parameters() {
        return new SearchParameters(typeName());
    }

    final IBundleProvider page(SearchParameters parameters, @Nullable Integer offset, @Nullable Integer count) {
        return new SearchPage(
                store, parameters.query(), type, SearchParameters.offset(offset), SearchParameters.count(count));
    }
}
