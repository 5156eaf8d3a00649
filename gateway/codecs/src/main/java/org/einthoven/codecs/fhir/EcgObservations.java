package org.einthoven.codecs.fhir;

import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.Type;

/** Finds the Observation that is an ECG. */
final class EcgObservations {
    private EcgObservations() {}

    static Observation theOneIn(IBaseResource resource) throws EcgDecodingException {
        if (resource instanceof Observation observation) {
            return checked(observation);
        }
        if (resource instanceof Bundle bundle) {
            return theOneIn(bundle);
        }
        throw new EcgDecodingException(
                "a FHIR " + resource.fhirType() + " is not an ECG Observation or a Bundle with one");
    }

    private static Observation theOneIn(Bundle bundle) throws EcgDecodingException {
        List<Observation> ecgs = bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(r -> r instanceof Observation o && isEcg(o))
                .map(Observation.class::cast)
                .toList();
        if (ecgs.isEmpty()) {
            throw new EcgDecodingException("the FHIR Bundle of "
                    + bundle.getEntry().size() + " entries holds no Observation with SampledData");
        }
        if (ecgs.size() > 1) {
            throw new EcgDecodingException(
                    "the FHIR Bundle holds " + ecgs.size() + " Observations with SampledData; send each ECG by itself");
        }
        return checked(ecgs.get(0));
    }

    private static Observation checked(Observation observation) throws EcgDecodingException {
        if (observation.getStatus() == ObservationStatus.ENTEREDINERROR
                || observation.getStatus() == ObservationStatus.CANCELLED) {
            throw new EcgDecodingException(
                    "Observation.status is " + observation.getStatus().toCode());
        }
        if (!isEcg(observation)) {
            throw new EcgDecodingException(whatElse(observation));
        }
        return observation;
    }

    private static boolean isEcg(Observation observation) {
        return observation.getValue() instanceof SampledData
                || observation.getComponent().stream().anyMatch(c -> c.getValue() instanceof SampledData);
    }

    /** R4 allows no value[x] of type Attachment: servers that need one use R5's element or an extension. */
    private static String whatElse(Observation observation) {
        for (Extension extension : observation.getExtension()) {
            Type value = extension.getValue();
            if (value instanceof Attachment attachment) {
                return "the Observation holds its ECG as an attachment"
                        + (attachment.hasContentType() ? " of type " + mediaType(attachment.getContentType()) : "")
                        + ", not as SampledData";
            }
        }
        if (observation.hasHasMember() || observation.hasDerivedFrom()) {
            return "the Observation refers to others and holds no SampledData itself";
        }
        return "the Observation holds no SampledData";
    }

    private static String mediaType(String type) {
        return type.matches("[a-zA-Z0-9.+/-]{1,60}") ? type : "?";
    }
}
