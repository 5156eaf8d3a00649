package org.einthoven.report.fhir;

import java.util.Locale;
import org.einthoven.ecg.QualityIssue;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.StringType;

/**
 * What limits the ECG's use, as one Observation with a component an issue. It is written even when there is none, so
 * that a repeat replaces what an earlier report said.
 */
final class QualityObservation {
    static final String NAME = "quality";

    private QualityObservation() {}

    static Observation of(ReportContext context) {
        Observation observation = context.observation(context.identity().observation(NAME));
        observation.setCode(own("ecg-quality", "ECG recording quality"));
        boolean analysable = context.quality().analysable();
        observation.setValue(analysable ? own("analysable", "Analysable") : own("not-analysable", "Not analysable"));
        context.quality().issues().forEach(issue -> observation.addComponent(component(issue)));
        observation.setText(
                FhirText.narrative("ECG recording quality: " + (analysable ? "analysable" : "not analysable") + ", "
                        + context.quality().issues().size() + " remarks."));
        return observation;
    }

    private static Observation.ObservationComponentComponent component(QualityIssue issue) {
        String where = issue.lead() == null ? "" : "Lead " + issue.lead().name() + ": ";
        String weight =
                switch (issue.severity()) {
                    case NOTE -> "Note";
                    case EXCLUDE_LEAD -> "Lead left out";
                    case DO_NOT_ANALYSE -> "Not analysed";
                };
        return new Observation.ObservationComponentComponent(own(code(issue.code()), weight))
                .setValue(new StringType(FhirText.words(where + issue.text())));
    }

    /** An issue's code in the characters of FHIR's code type. */
    private static String code(String code) {
        String clean =
                code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return clean.isEmpty() ? "other" : clean.substring(0, Math.min(64, clean.length()));
    }

    private static CodeableConcept own(String code, String text) {
        return new CodeableConcept(new Coding().setSystem(FhirSystems.OWN_CODES).setCode(code)).setText(text);
    }
}
