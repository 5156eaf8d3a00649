package org.einthoven.app.fhir.client;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a delivery, whatever the destination: read first; write what is absent; leave alone what a person
 * changed or deleted; after a conflict read again.
 */
abstract class ReconcilingDestination implements ReportDestination {
    private static final int ROUNDS = 3;

    private final String name;

    ReconcilingDestination(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final DeliveryResult deliver(ReportDelivery delivery) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                DeliveryResult result = tryOnce(delivery);
                if (result != null) {
                    return result;
                }
            }
            return new DeliveryResult.RetryLater("others wrote the same resources at the same time", false);
        } catch (DestinationException failure) {
            return failure.result();
        }
    }

    /**
     * What was written.
     *
     * @param version of the report there
     * @param warning what the receiver said although it took it; null for nothing
     */
    record Landed(String version, @Nullable String warning) {}

    /** @return null when another writer came between reading and writing */
    private @Nullable DeliveryResult tryOnce(ReportDelivery delivery) throws DestinationException {
        Optional<Found<DiagnosticReport>> found = find(DiagnosticReport.class, delivery.reportId());
        Map<String, String> expected = new HashMap<>();
        if (found.isPresent()) {
            DeliveryResult settled = settle(delivery, found.get());
            if (settled != null) {
                return settled;
            }
            expected.put(key(delivery.report()), found.get().version());
            DeliveryResult keptFinding = expectFindings(delivery, expected);
            if (keptFinding != null) {
                return keptFinding;
            }
        }
        Landed landed = write(delivery, expected);
        return landed == null ? null : new DeliveryResult.Delivered(landed.version(), true, landed.warning());
    }

    /** @return null when the report that is there is ours, unchanged, and to be written again */
    private static @Nullable DeliveryResult settle(ReportDelivery delivery, Found<DiagnosticReport> found) {
        DiagnosticReport there = found.resource();
        if (there == null) {
            return new DeliveryResult.KeptVerified("the report was deleted there");
        }
        DiagnosticReport ours = delivery.report();
        if (there.getStatus() != ours.getStatus()) {
            String status = there.hasStatus() ? there.getStatus().toCode() : "missing";
            return new DeliveryResult.KeptVerified("the report's status there is " + status);
        }
        boolean known = found.version().equals(delivery.lastVersion());
        if (!known && !ReportContent.same(there, ours)) {
            return new DeliveryResult.KeptVerified("the report was changed there");
        }
        return delivery.rewrite() ? null : new DeliveryResult.Delivered(found.version(), false);
    }

    /** Notes the version of each finding that is there; a finding that a person settled keeps the whole report. */
    private @Nullable DeliveryResult expectFindings(ReportDelivery delivery, Map<String, String> expected)
            throws DestinationException {
        for (BundleEntryComponent entry : delivery.bundle().getEntry()) {
            if (!(entry.getResource() instanceof Observation ours)) {
                continue;
            }
            Optional<Found<Observation>> found =
                    find(Observation.class, ours.getIdElement().getIdPart());
            if (found.isPresent()) {
                Observation there = found.get().resource();
                if (there == null || there.getStatus() != ours.getStatus()) {
                    return new DeliveryResult.KeptVerified("a finding of the report was changed there");
                }
                expected.put(key(ours), found.get().version());
            }
        }
        return null;
    }

    /** What it does not list is asked for one by one: a list leaves out what was deleted, and may be a moment behind. */
    @Override
    public final Set<String> missing(Collection<String> reportIds) throws IOException {
        try {
            Set<String> missing = new LinkedHashSet<>(reportIds);
            missing.removeAll(listed(reportIds));
            for (String id : List.copyOf(missing)) {
                if (find(DiagnosticReport.class, id).isPresent()) {
                    missing.remove(id);
                }
            }
            if (!missing.isEmpty() && missing.size() == reportIds.size()) {
                requireServer();
            }
            return missing;
        } catch (DestinationException failure) {
            throw new IOException(failure.reason(), failure);
        }
    }

    /**
     * Asked where it has none of the reports: what answers in a server's place knows none either.
     *
     * @throws DestinationException when it does not answer as the destination itself
     */
    abstract void requireServer() throws DestinationException;

    /** Those of the reports that it shows to have in one go; none where it cannot be asked so. */
    abstract Set<String> listed(Collection<String> reportIds) throws DestinationException;

    static String key(Resource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    /** What the destination has under this id; empty where it never had anything. */
    abstract <T extends Resource> Optional<Found<T>> find(Class<T> type, String id) throws DestinationException;

    /**
     * Writes the Bundle in one transaction.
     *
     * @param expected the versions that must still be there, by "Type/id"; a report that is not named must be absent
     * @return the report's new version; null when a version was not as expected
     */
    abstract @Nullable Landed write(ReportDelivery delivery, Map<String, String> expected) throws DestinationException;

    /**
     * A resource at the destination.
     *
     * @param resource null when it was deleted
     */
    record Found<T extends Resource>(
            String version, @Nullable T resource) {}
}
