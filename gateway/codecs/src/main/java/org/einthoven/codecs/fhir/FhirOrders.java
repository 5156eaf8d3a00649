package org.einthoven.codecs.fhir;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.OrderRef;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** The order and the study that an Observation names: basedOn, and identifiers typed by HL7 v2 table 0203. */
final class FhirOrders {
    static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    static final String ACCESSION = "ACSN";
    static final String PLACER = "PLAC";
    /** DICOM Study Instance UIDs, by the system that FHIR's ImagingStudy gives them. */
    static final String DICOM_UID = "urn:dicom:uid";

    private static final String OID_URN = "urn:oid:";

    private FhirOrders() {}

    static OrderRef of(Observation observation) {
        List<Identifier> identifiers = new ArrayList<>(observation.getIdentifier());
        for (Reference order : observation.getBasedOn()) {
            identifiers.add(order.getIdentifier());
            if (order.getResource() instanceof ServiceRequest request) {
                identifiers.addAll(request.getIdentifier());
            }
        }
        String placer = ofType(identifiers, PLACER);
        if (placer == null && !observation.getBasedOn().isEmpty()) {
            Identifier first = observation.getBasedOnFirstRep().getIdentifier();
            placer = first.hasType() ? null : first.getValue();
        }
        return new OrderRef(ofType(identifiers, ACCESSION), placer);
    }

    static @Nullable String study(Observation observation) {
        for (Reference reference : observation.getPartOf()) {
            Identifier identifier = reference.getIdentifier();
            String value = identifier.getValue();
            if (DICOM_UID.equals(identifier.getSystem()) && value != null) {
                return value.startsWith(OID_URN) ? value.substring(OID_URN.length()) : value;
            }
        }
        return null;
    }

    private static @Nullable String ofType(List<Identifier> identifiers, String type) {
        return identifiers.stream()
                .filter(i -> i.getType().getCoding().stream().anyMatch(c -> type.equals(c.getCode())))
                .map(Identifier::getValue)
                .filter(v -> v != null && !v.isBlank())
                .findFirst()
                .orElse(null);
    }
}
