package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Date;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** PUT by id under the rules of the endpoint: another content needs If-Match, so that nobody overwrites unseen. */
final class Updates {
    private final FhirStore store;

    Updates(FhirStore store) {
        this.store = store;
    }

    MethodOutcome update(IdType id, Resource resource, RequestDetails request) {
        requireValid(resource);
        resource.setIdElement(new IdType(resource.fhirType(), id.getIdPart()));
        try {
            return outcome(store.write(resource, condition(id.getVersionIdPart(), request.getHeader("If-None-Match"))));
        } catch (VersionConflictException conflict) {
            throw new PreconditionFailedException(conflict.getMessage());
        }
    }

    /**
     * The condition that a client's headers make.
     *
     * @param ifMatch the version in If-Match, without W/ and quotation marks
     */
    static Write.Condition condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifNoneMatch != null && ifNoneMatch.trim().equals("*")) {
            return Write.Condition.ABSENT;
        }
        if (ifMatch == null || ifMatch.isBlank()) {
            return Write.Condition.ABSENT_OR_SAME;
        }
        if (!ifMatch.matches("[0-9]{1,18}")) {
            throw new PreconditionFailedException("If-Match names no version that this server gives.");
        }
        return Write.Condition.version(Long.parseLong(ifMatch));
    }

    /** What FHIR R4 requires of it and a reader relies on. */
    static void requireValid(Resource resource) {
        if (resource instanceof DiagnosticReport report) {
            require(report.hasStatus(), "DiagnosticReport.status is missing.");
            require(report.hasCode(), "DiagnosticReport.code is missing.");
        } else if (resource instanceof Observation observation) {
            require(observation.hasStatus(), "Observation.status is missing.");
            require(observation.hasCode(), "Observation.code is missing.");
            require(
                    !(EcgObservation.isCodedAsEcg(observation) && EcgObservation.hasSamples(observation)),
                    "An ECG is sent by POST, not by PUT, so that its content gives its id.");
        }
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new UnprocessableEntityException(sentence);
        }
    }

    static MethodOutcome outcome(Written written) {
        IdType id = new IdType(written.type(), written.id(), Long.toString(written.version()));
        MethodOutcome outcome = new MethodOutcome(id, written.effect() == Written.Effect.CREATED);
        outcome.setResponseStatusCode(written.effect() == Written.Effect.CREATED ? 201 : 200);
        return outcome;
    }

    static Date lastModified(Written written) {
        return Date.from(written.lastUpdated());
    }
}
