package org.einthoven.app.fhir.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.einthoven.app.database.DatabaseException;
import org.einthoven.app.fhir.FhirStore;
import org.einthoven.app.fhir.ResourceContent;
import org.einthoven.app.fhir.VersionConflictException;
import org.einthoven.app.fhir.Write;
import org.einthoven.app.fhir.Written;
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

    @Override
    void requireServer() {}

    /** Each is read by itself: there is no network between. */
    @Override
    Set<String> listed(Collection<String> reportIds) {
        return Set.of();
    }

    @Override
    @Nullable
    Landed write(ReportDelivery delivery, Map<String, String> expected) throws DestinationException {
        List<Write> writes = contents(delivery).stream()
                .map(content -> new Write(content, condition(content, expected)))
                .toList();
        try {
            return new Landed(versionOfReport(store.write(writes)), null);
        } catch (VersionConflictException conflict) {
            return null;
        } catch (DatabaseException failure) {
            throw later(failure);
        }
    }

    private static List<ResourceContent> contents(ReportDelivery delivery) throws DestinationException {
        try {
            return delivery.transaction().resources();
        } catch (IllegalArgumentException fault) {
            throw new DestinationException(new DeliveryResult.Refused(String.valueOf(fault.getMessage())));
        }
    }

    private static Write.Condition condition(ResourceContent content, Map<String, String> expected) {
        String version = expected.get(content.type() + "/" + content.id());
        if (version != null) {
            return Write.Condition.version(Long.parseLong(version));
        }
        return content.type().equals("DiagnosticReport") ? Write.Condition.ABSENT : Write.Condition.NONE;
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
