package org.einthoven.app.fhir;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.jspecify.annotations.Nullable;

/** Tells an ECG (an Observation with SampledData) from other Observations, and names it. */
final class EcgObservation {
    private static final UUID NAMESPACE = UUID.fromString("f8b2a6c4-5d0e-5c7b-9a3e-2f6d1e8b4a90");
    private static final Set<String> MDC_SYSTEMS =
            Set.of("urn:iso:std:iso:11073:10101", "urn:oid:2.16.840.1.113883.6.24");
    private static final String LOINC = "http://loinc.org";
    private static final Set<String> LOINC_RECORDINGS = Set.of("11524-6", "34534-8");
    // MDC_ECG_ELEC_POTL and, above it, the leads (ISO/IEEE 11073-10101): 131328 + lead number.
    private static final int FIRST_POTENTIAL = 131328;
    private static final int LAST_POTENTIAL = FIRST_POTENTIAL + 255;

    private EcgObservation() {}

    /** Why this is no ECG that can be read; null when it is one. */
    static @Nullable String problem(Observation observation) {
        if (!observation.hasStatus()) {
            return "Observation.status is missing.";
        }
        if (!observation.hasCode()) {
            return "Observation.code is missing.";
        }
        if (!isCodedAsEcg(observation)) {
            return "Neither Observation.code nor a component's code says that it is an ECG"
                    + " (MDC 131328 to 131583, or LOINC 11524-6 or 34534-8).";
        }
        if (!hasSamples(observation)) {
            return "No Observation.component holds valueSampledData with data.";
        }
        return null;
    }

    /** Whether its code says so, whatever it holds. */
    static boolean isCodedAsEcg(Observation observation) {
        Stream<CodeableConcept> codes = Stream.concat(
                Stream.of(observation.getCode()),
                observation.getComponent().stream().map(Observation.ObservationComponentComponent::getCode));
        return codes.map(CodeableConcept::getCoding).flatMap(List::stream).anyMatch(EcgObservation::isEcg);
    }

    private static boolean isEcg(Coding coding) {
        if (LOINC.equals(coding.getSystem())) {
            return LOINC_RECORDINGS.contains(coding.getCode());
        }
        return MDC_SYSTEMS.contains(String.valueOf(coding.getSystem())) && isPotential(coding.getCode());
    }

    private static boolean isPotential(@Nullable String code) {
        if (code == null || !code.matches("[0-9]{1,9}")) {
            return false;
        }
        int number = Integer.parseInt(code);
        return number >= FIRST_POTENTIAL && number <= LAST_POTENTIAL;
    }

    static boolean hasSamples(Observation observation) {
        return observation.hasValueSampledData()
                        && observation.getValueSampledData().hasData()
                || observation.getComponent().stream()
                        .anyMatch(component -> component.hasValueSampledData()
                                && component.getValueSampledData().hasData());
    }

    /** The same content has the same id, so that the same ECG sent again is the same resource. */
    static String id(Observation observation) {
        return NameBasedUuid.of(NAMESPACE, FhirJson.content(observation).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
