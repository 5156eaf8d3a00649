package org.einthoven.app.fhir.client;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.einthoven.app.fhir.FhirJson;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryResponseComponent;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Any FHIR R4 server, by its address. It must take transactions and resources under ids that the client gives. */
public final class FhirServerDestination extends ReconcilingDestination {
    private static final String GONE = "deleted";

    private final IGenericClient client;
    /** This destination's own: its time-outs, and connections that a server which hangs takes from no other. */
    private final ApacheRestfulClientFactory factory;

    private final RetryAfter retryAfter = new RetryAfter();

    public FhirServerDestination(String name, FhirServerSettings settings) {
        super(name);
        // HAPI's clients send by the factory of their context, whichever factory made them.
        FhirContext context = FhirJson.newContext();
        this.factory = new ApacheRestfulClientFactory(context);
        context.setRestfulClientFactory(factory);
        factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
        factory.setConnectTimeout((int) settings.connectTimeout().toMillis());
        factory.setSocketTimeout((int) settings.responseTimeout().toMillis());
        factory.setConnectionRequestTimeout((int) settings.responseTimeout().toMillis());
        this.client = factory.newGenericClient(settings.url().toString());
        client.registerInterceptor(retryAfter);
        if (settings.bearerToken() != null) {
            client.registerInterceptor(new BearerTokenAuthInterceptor(settings.bearerToken()));
        }
    }

    @Override
    <T extends Resource> Optional<Found<T>> find(Class<T> type, String id) throws DestinationException {
        try {
            T found = client.read().resource(type).withId(id).execute();
            return Optional.of(new Found<>(versionOf(found), found));
        } catch (ResourceGoneException deleted) {
            return Optional.of(new Found<>(GONE, null));
        } catch (ResourceNotFoundException absent) {
            if (absent.getOperationOutcome() == null) {
                throw new DestinationException(answer(absent));
            }
            return Optional.empty();
        } catch (BaseServerResponseException failure) {
            throw new DestinationException(answer(failure));
        }
    }

    /** A server that refuses this search is asked for each report by itself. */
    @Override
    Set<String> listed(Collection<String> reportIds) throws DestinationException {
        if (reportIds.isEmpty()) {
            return Set.of();
        }
        try {
            Bundle found = client.search()
                    .forResource(DiagnosticReport.class)
                    .where(Resource.RES_ID.exactly().codes(reportIds))
                    .elementsSubset("id")
                    .count(reportIds.size())
                    .returnBundle(Bundle.class)
                    .execute();
            return found.getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .filter(DiagnosticReport.class::isInstance)
                    .map(report -> report.getIdElement().getIdPart())
                    .collect(Collectors.toSet());
        } catch (BaseServerResponseException failure) {
            DeliveryResult result = answer(failure);
            if (result instanceof DeliveryResult.RetryLater) {
                throw new DestinationException(result);
            }
            return Set.of();
        }
    }

    /** What answers in its place (a proxy) has no CapabilityStatement. */
    @Override
    void requireServer() throws DestinationException {
        try {
            client.capabilities().ofType(CapabilityStatement.class).execute();
        } catch (BaseServerResponseException failure) {
            throw new DestinationException(new DeliveryResult.RetryLater(
                    "it has none of the reports asked for, and no CapabilityStatement: HTTP "
                            + failure.getStatusCode()));
        }
    }

    /** Why it does not answer as a FHIR server; null where it does. */
    public @Nullable String fault() {
        try {
            client.capabilities().ofType(CapabilityStatement.class).execute();
            return null;
        } catch (BaseServerResponseException failure) {
            DeliveryResult result = answer(failure);
            return result instanceof DeliveryResult.RetryLater later
                    ? later.reason()
                    : "it shows no CapabilityStatement: HTTP " + failure.getStatusCode();
        }
    }

    @Override
    @Nullable
    Landed write(ReportDelivery delivery, Map<String, String> expected) throws DestinationException {
        Bundle request = conditional(delivery.bundle().copy(), expected);
        try {
            Bundle response = client.transaction().withBundle(request).execute();
            String version = versionIn(response, request, delivery.reportId());
            return new Landed(
                    version != null ? version : versionThere(delivery.reportId()), ServerAnswer.warning(response));
        } catch (PreconditionFailedException | ResourceVersionConflictException conflict) {
            return null;
        } catch (BaseServerResponseException failure) {
            throw new DestinationException(answer(failure));
        }
    }

    private DeliveryResult answer(BaseServerResponseException failure) {
        return ServerAnswer.of(failure, retryAfter.asked());
    }

    private static Bundle conditional(Bundle bundle, Map<String, String> expected) {
        for (BundleEntryComponent entry : bundle.getEntry()) {
            String version = expected.get(key(entry.getResource()));
            if (version != null && !version.startsWith("sha256:")) {
                entry.getRequest().setIfMatch("W/\"" + version + "\"");
            } else if (version == null && entry.getResource() instanceof DiagnosticReport) {
                entry.getRequest().setIfNoneMatch("*");
            }
        }
        return bundle;
    }

    /** The report's version as the transaction's answer tells it; null where it does not. */
    private static @Nullable String versionIn(Bundle response, Bundle request, String reportId)
            throws DestinationException {
        for (int i = 0; i < request.getEntry().size() && i < response.getEntry().size(); i++) {
            if (request.getEntry().get(i).getResource() instanceof DiagnosticReport) {
                return versionIn(response.getEntry().get(i).getResponse(), reportId);
            }
        }
        return null;
    }

    private static @Nullable String versionIn(BundleEntryResponseComponent answer, String reportId)
            throws DestinationException {
        if (!answer.hasLocation()) {
            return null;
        }
        IdType location = new IdType(answer.getLocation());
        if (!reportId.equals(location.getIdPart())) {
            throw new DestinationException(new DeliveryResult.Refused(
                    "the server gave the report an id of its own; it must keep the ids that clients give"));
        }
        return location.getVersionIdPart();
    }

    private String versionThere(String reportId) throws DestinationException {
        return find(DiagnosticReport.class, reportId)
                .map(Found::version)
                .orElseThrow(() -> new DestinationException(new DeliveryResult.RetryLater(
                        "the server answered the transaction, but does not show the report", false)));
    }

    private static String versionOf(Resource resource) {
        String version = resource.getIdElement().getVersionIdPart();
        if (version == null) {
            version = resource.getMeta().getVersionId();
        }
        return version == null ? ReportContent.version(resource) : version;
    }

    @Override
    public void close() {
        if (factory.getNativeHttpClient() instanceof org.apache.http.impl.client.CloseableHttpClient http) {
            try {
                http.close();
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException("the connections to " + name() + " did not close", failure);
            }
        }
    }
}
