package org.einthoven.report.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Task;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;

/** What the model says of one task, as an Observation: the finding's code, and whether it is present. */
final class FindingObservation {
    private FindingObservation() {}

    static Observation of(ReportContext context, Task task) {
        Observation observation = context.observation(context.identity().observation(task));
        observation.setCode(finding(task));
        Prediction prediction = context.prediction(task);
        if (prediction == null) {
            setNotAnalysed(observation, context);
        } else {
            setPrediction(observation, prediction);
        }
        observation.addComponent(component("model-version", "Model version")
                .setValue(new StringType(FhirText.words(context.modelName()))));
        observation.addNote().setText(FhirText.words(context.intendedUse()));
        observation.setText(FhirText.narrative(
                task.title() + ": "
                        + (prediction == null
                                ? "not analysed"
                                : decision(prediction.decision()).getText()) + ".",
                context.intendedUse()));
        return observation;
    }

    /** The finding as a coded concept: SNOMED CT's code and the title. */
    static CodeableConcept finding(Task task) {
        return new CodeableConcept(new Coding(FhirSystems.SNOMED, task.snomedCode(), task.title()))
                .setText(task.title());
    }

    static CodeableConcept decision(Prediction.Decision decision) {
        return switch (decision) {
            case PRESENT -> qualifier("52101004", "Present", "present");
            case ABSENT -> qualifier("2667000", "Absent", "absent");
            case UNCERTAIN -> qualifier("82334004", "Indeterminate", "uncertain");
        };
    }

    /** Probabilities to six decimals. */
    static BigDecimal decimal(double probability) {
        return BigDecimal.valueOf(probability).setScale(6, RoundingMode.HALF_UP);
    }

    private static void setPrediction(Observation observation, Prediction prediction) {
        observation.setValue(decision(prediction.decision()));
        observation.addComponent(
                component("probability", "Probability").setValue(proportion(prediction.probability())));
        observation.addComponent(
                component("threshold", "Threshold of \"present\"").setValue(proportion(prediction.threshold())));
    }

    private static void setNotAnalysed(Observation observation, ReportContext context) {
        String reason = context.content().withoutPrediction();
        observation.setDataAbsentReason(
                new CodeableConcept(new Coding(FhirSystems.DATA_ABSENT_REASON, "not-performed", "Not Performed"))
                        .setText(FhirText.words("Not analysed: " + reason)));
    }

    private static Observation.ObservationComponentComponent component(String code, String display) {
        return new Observation.ObservationComponentComponent(
                new CodeableConcept(new Coding(FhirSystems.OWN_CODES, code, display)).setText(display));
    }

    private static Quantity proportion(double value) {
        return new Quantity()
                .setValue(decimal(value))
                .setSystem(FhirSystems.UCUM)
                .setCode("1");
    }

    private static CodeableConcept qualifier(String code, String display, String text) {
        return new CodeableConcept(new Coding(FhirSystems.SNOMED, code, display)).setText(text);
    }
}
