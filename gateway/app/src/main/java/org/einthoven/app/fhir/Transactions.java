package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.Transaction;
import ca.uhn.fhir.rest.annotation.TransactionParam;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Bundles at the endpoint: PUT by id of the resource types that the store has, and POST of ECG Observations. A
 * transaction is one transaction of the store; of a batch each entry stands for itself.
 */
final class Transactions {
    private static final Set<String> WRITABLE =
            Set.of("DiagnosticReport", "Observation", "Device", "Patient", "Provenance");

    private final FhirStore store;
    private final EcgReception reception;

    Transactions(FhirStore store, EcgReception reception) {
        this.store = store;
        this.reception = reception;
    }

    /** Carries out a transaction or batch. */
    @Transaction
    public Bundle transaction(@TransactionParam Bundle bundle) {
        BundleReferences.resolve(bundle);
        if (bundle.getType() == BundleType.TRANSACTION) {
            return response(BundleType.TRANSACTIONRESPONSE, all(bundle.getEntry()));
        }
        if (bundle.getType() == BundleType.BATCH) {
            return response(
                    BundleType.BATCHRESPONSE,
                    bundle.getEntry().stream().map(this::alone).toList());
        }
        throw new InvalidRequestException("Bundle.type is transaction or batch.");
    }

    private BundleEntryResponseComponent alone(BundleEntryComponent entry) {
        try {
            return all(List.of(entry)).get(0);
        } catch (BaseServerResponseException refused) {
            OperationOutcome outcome = new OperationOutcome();
            outcome.addIssue()
                    .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                    .setCode(OperationOutcome.IssueType.PROCESSING)
                    .setDiagnostics(refused.getMessage());
            return new BundleEntryResponseComponent()
                    .setStatus(String.valueOf(refused.getStatusCode()))
                    .setOutcome(outcome);
        }
    }

    /** Checks every entry first, writes all that is PUT at once, and then takes the ECGs, each of which may be repeated. */
    private List<BundleEntryResponseComponent> all(List<BundleEntryComponent> entries) {
        for (int i = 0; i < entries.size(); i++) {
            check(entries.get(i), "Bundle.entry[" + i + "]");
        }
        Iterator<Written> puts = write(entries).iterator();
        List<BundleEntryResponseComponent> responses = new ArrayList<>();
        for (BundleEntryComponent entry : entries) {
            responses.add(answer(isPost(entry) ? receive((Observation) entry.getResource()) : puts.next()));
        }
        return responses;
    }

    private static void check(BundleEntryComponent entry, String name) {
        Resource resource = entry.getResource();
        if (resource == null || !WRITABLE.contains(resource.fhirType())) {
            throw new UnprocessableEntityException(name + ".resource is none of " + String.join(", ", WRITABLE) + ".");
        }
        if (isPost(entry) && resource instanceof Observation observation) {
            EcgReception.requireEcg(observation);
        } else if (entry.getRequest().getMethod() == HTTPVerb.PUT) {
            checkPut(entry.getRequest(), resource, name);
        } else {
            throw new InvalidRequestException(
                    name + ".request is neither PUT of a resource by its id nor POST of an ECG Observation.");
        }
    }

    private static void checkPut(BundleEntryRequestComponent request, Resource resource, String name) {
        IdType target = new IdType(request.getUrl());
        if (!resource.fhirType().equals(target.getResourceType())
                || !target.hasIdPart()
                || !String.valueOf(request.getUrl()).matches("[A-Za-z]+/[A-Za-z0-9\\-.]{1,64}")) {
            throw new InvalidRequestException(
                    name + ".request.url is not " + resource.fhirType() + "/{id}; searches in it are not supported.");
        }
        Updates.requireValid(resource);
    }

    private List<Written> write(List<BundleEntryComponent> entries) {
        List<Write> writes = entries.stream()
                .filter(entry -> !isPost(entry))
                .map(Transactions::write)
                .toList();
        try {
            return writes.isEmpty() ? List.of() : store.write(writes);
        } catch (VersionConflictException conflict) {
            throw new PreconditionFailedException(conflict.getMessage());
        } catch (IllegalArgumentException twice) {
            throw new InvalidRequestException("The Bundle names one resource twice.");
        }
    }

    private static Write write(BundleEntryComponent entry) {
        BundleEntryRequestComponent request = entry.getRequest();
        Resource resource = entry.getResource();
        resource.setIdElement(new IdType(resource.fhirType(), new IdType(request.getUrl()).getIdPart()));
        return new Write(resource, Updates.condition(versionOf(request.getIfMatch()), request.getIfNoneMatch()));
    }

    /** W/"3" without its wrapping. */
    private static @Nullable String versionOf(@Nullable String ifMatch) {
        return ifMatch == null ? null : ifMatch.trim().replaceFirst("^W/", "").replace("\"", "");
    }

    private Written receive(Observation ecg) {
        byte[] original = FhirJson.encode(ecg).getBytes(StandardCharsets.UTF_8);
        return reception.receive(ecg, original, "application/fhir+json");
    }

    private static boolean isPost(BundleEntryComponent entry) {
        return entry.getRequest().getMethod() == HTTPVerb.POST && entry.getResource() instanceof Observation;
    }

    private static BundleEntryResponseComponent answer(Written written) {
        return new BundleEntryResponseComponent()
                .setStatus(written.effect() == Written.Effect.CREATED ? "201 Created" : "200 OK")
                .setLocation(written.type() + "/" + written.id() + "/_history/" + written.version())
                .setEtag("W/\"" + written.version() + "\"")
                .setLastModified(Updates.lastModified(written));
    }

    private static Bundle response(BundleType type, List<BundleEntryResponseComponent> responses) {
        Bundle bundle = new Bundle().setType(type);
        responses.forEach(response -> bundle.addEntry().setResponse(response));
        return bundle;
    }
}
