package org.einthoven.codecs.fhir;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.VendorAnnotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** What an ECG Observation says besides its samples: other components, interpretations, notes. */
final class FhirAnnotations {
    private FhirAnnotations() {}

    static List<VendorAnnotation> of(Observation observation) {
        List<VendorAnnotation> annotations = new ArrayList<>();
        for (ObservationComponentComponent component : observation.getComponent()) {
            add(annotations, component.getCode(), component.getValue());
        }
        for (CodeableConcept interpretation : observation.getInterpretation()) {
            String words = words(interpretation);
            if (words != null) {
                annotations.add(new VendorAnnotation(code(interpretation), words, null, null));
            }
        }
        observation.getNote().stream()
                .filter(n -> n.hasText())
                .forEach(n -> annotations.add(new VendorAnnotation(null, n.getText(), null, null)));
        return annotations;
    }

    private static void add(List<VendorAnnotation> annotations, CodeableConcept code, @Nullable Type value) {
        String words = words(code);
        if (value instanceof Quantity quantity && quantity.getValue() != null) {
            double number = quantity.getValue().doubleValue();
            String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
            annotations.add(new VendorAnnotation(code(code), words == null ? "" : words, number, unit));
        } else if (value instanceof StringType text && text.hasValue()) {
            annotations.add(new VendorAnnotation(code(code), text.getValue(), null, null));
        } else if (value instanceof CodeableConcept concept && words(concept) != null) {
            annotations.add(new VendorAnnotation(code(concept), String.valueOf(words(concept)), null, null));
        }
    }

    private static @Nullable String words(CodeableConcept concept) {
        if (concept.hasText()) {
            return concept.getText();
        }
        for (Coding coding : concept.getCoding()) {
            if (coding.hasDisplay()) {
                return coding.getDisplay();
            }
        }
        return code(concept);
    }

    private static @Nullable String code(CodeableConcept concept) {
        return concept.hasCoding() ? concept.getCodingFirstRep().getCode() : null;
    }
}
