package org.einthoven.app.fhir.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.app.fhir.BundleReferences;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.fhir.VersionConflictException;
import org.einthoven.app.fhir.Write;
import org.einthoven.app.fhir.Written;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** The gateway's own store as a destination, without a network between. */
public final class StoreDestination extends ReconcilingDestination {
    private final FhirStore store;

    /** @param store stays open when this is closed */
    public StoreDestination(String name, FhirStore store) {
        super(name);
        this.store = store;
    }

    @Override
    <T extends Resource> Optional<Found<T>> find(Class<T> type, String id) throws DestinationException {
        try {
            return store.read(type.getSimpleName(), id)
                    .map(found -> new Found<>(Long.toString(found.version()), found.as(type)));
        } catch (DatabaseException failure) {
            throw later(failure);
        }
    }

    /** Each is read by itself: there is no network between. */
    @Override
    Set<String> listed(Collection<String> reportIds) {
        return Set.of();
    }

    @Override
    @Nullable
    String write(ReportDelivery delivery, Map<String, String> expected) throws DestinationException {
        Bundle bundle = delivery.bundle().copy();
        BundleReferences.resolve(bundle);
        requirePuts(bundle);
        try {
            List<Write> writes = bundle.getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .map(resource -> new Write(resource, condition(resource, expected)))
                    .toList();
            return versionOfReport(store.write(writes));
        } catch (VersionConflictException conflict) {
            return null;
        } catch (DatabaseException failure) {
            throw later(failure);
        }
    }

    private static Write.Condition condition(Resource resource, Map<String, String> expected) {
        String version = expected.get(key(resource));
        if (version != null) {
            return Write.Condition.version(Long.parseLong(version));
        }
        return resource instanceof DiagnosticReport ? Write.Condition.ABSENT : Write.Condition.NONE;
    }

    private static void requirePuts(Bundle bundle) throws DestinationException {
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.getRequest().getMethod() != HTTPVerb.PUT
                    || entry.getResource() == null
                    || !key(entry.getResource()).equals(entry.getRequest().getUrl())) {
                throw new DestinationException(
                        new DeliveryResult.Refused("an entry of the Bundle is not a PUT of a resource by its id"));
            }
        }
    }

    private static String versionOfReport(List<Written> written) {
        return written.stream()
                .filter(one -> one.type().equals("DiagnosticReport"))
                .map(one -> Long.toString(one.version()))
                .findFirst()
                .orElseThrow();
    }

    private static DestinationException later(DatabaseException failure) {
        return new DestinationException(new DeliveryResult.RetryLater(String.valueOf(failure.getMessage())));
    }
}
