package org.einthoven.app.fhir;

import ca.uhn.fhir.model.primitive.InstantDt;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** One page of a search; read from the store only when it is written out, so that a count reads no resource. */
final class SearchPage implements IBundleProvider {
    private final FhirStore store;
    private final SearchQuery query;
    private final Class<? extends Resource> type;
    private final int offset;
    private final int count;
    private final int total;

    SearchPage(FhirStore store, SearchQuery query, Class<? extends Resource> type, int offset, int count) {
        this.store = store;
        this.query = query;
        this.type = type;
        this.offset = offset;
        this.count = count;
        this.total = Math.toIntExact(store.count(query));
    }

    @Override
    public List<IBaseResource> getResources(int from, int to) {
        return store.search(query, offset, count).stream()
                .map(found -> (IBaseResource) found.as(type))
                .toList();
    }

    @Override
    public Integer size() {
        return total;
    }

    @Override
    public Integer getCurrentPageOffset() {
        return offset;
    }

    @Override
    public Integer getCurrentPageSize() {
        return count;
    }

    @Override
    public IPrimitiveType<Date> getPublished() {
        return InstantDt.withCurrentTime();
    }

    @Override
    public Integer preferredPageSize() {
        return count;
    }

    @Override
    public @Nullable String getUuid() {
        return null;
    }
}
