package org.einthoven.app.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;

/** An ECG's way in by FHIR: checked, durable in the gateway's intake, then kept as the resource that it is. */
final class EcgReception {
    /** Time for some thousand of those that wait to be read. */
    private static final String RETRY_AFTER_SECONDS = "30";

    private final FhirStore store;
    private final EcgIntake intake;

    EcgReception(FhirStore store, EcgIntake intake) {
        this.store = store;
        this.intake = intake;
    }

    /**
     * Takes an ECG. The intake comes first: once it has the original, a failure of the store is mended by the sender's
     * repeat, which finds the same id.
     *
     * @throws BaseServerResponseException when it was not taken
     */
    Written receive(Observation observation, byte[] original, String contentType) {
        requireEcg(observation);
        Observation kept = observation.copy();
        kept.setIdElement(new IdType("Observation", EcgObservation.id(observation)));
        try {
            intake.accept(original, contentType);
            return store.write(kept, Write.Condition.NONE);
        } catch (IntakeException refused) {
            throw answer(refused);
        } catch (VersionConflictException impossible) {
            throw new IllegalStateException("a write without a condition has no conflict", impossible);
        }
    }

    static void requireEcg(Observation observation) {
        String problem = EcgObservation.problem(observation);
        if (problem != null) {
            throw new UnprocessableEntityException(problem);
        }
    }

    private static BaseServerResponseException answer(IntakeException refused) {
        BaseServerResponseException answer =
                BaseServerResponseException.newInstance(status(refused.kind()), refused.getMessage());
        if (refused.kind() == IntakeException.Kind.BUSY) {
            answer.addResponseHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        return answer;
    }

    private static int status(IntakeException.Kind kind) {
        return switch (kind) {
            case UNREADABLE -> 422;
            case BUSY -> 429;
            case UNAVAILABLE -> 503;
            case STORAGE_FULL -> 507;
        };
    }
}
