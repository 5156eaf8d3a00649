package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ServerCapabilityStatementProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;

/** What the endpoint can do: what the library reads off its methods, and the rules that it cannot see. */
public final class Capabilities extends ServerCapabilityStatementProvider {
    private static final Set<String> UPDATED_WITH_IF_MATCH = Set.of("DiagnosticReport", "Observation");

    Capabilities(RestfulServer server) {
        super(server);
    }

    /** The statement itself. */
    @Metadata
    @Override
    public IBaseConformance getServerConformance(HttpServletRequest request, RequestDetails details) {
        IBaseConformance conformance = super.getServerConformance(request, details);
        if (conformance instanceof CapabilityStatement statement) {
            statement.getRest().forEach(Capabilities::complete);
        }
        return conformance;
    }

    private static void complete(CapabilityStatementRestComponent rest) {
        rest.getSecurity()
                .setDescription("A bearer token (RFC 6750) that this gateway's configuration names;"
                        + " this statement is open to all.");
        rest.getResource().forEach(resource -> resource.setReadHistory(true)
                .setUpdateCreate(UPDATED_WITH_IF_MATCH.contains(resource.getType()))
                .setConditionalCreate(false)
                .setConditionalUpdate(false)
                .setVersioning(
                        UPDATED_WITH_IF_MATCH.contains(resource.getType())
                                ? ResourceVersionPolicy.VERSIONEDUPDATE
                                : ResourceVersionPolicy.VERSIONED));
    }
}
