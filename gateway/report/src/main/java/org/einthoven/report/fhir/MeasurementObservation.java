package org.einthoven.report.fhir;

import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.Measurements;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** The global measurements of an ECG as Observations, one for each that was made. */
final class MeasurementObservation {
    private static final String ABSENT_EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private MeasurementObservation() {}

    static List<Observation> all(ReportContext context) {
        Measurements measured = context.report().measurements();
        List<Observation> observations = new ArrayList<>();
        if (measured.heartRateBpm() != null) {
            observations.add(heartRate(context, measured.heartRateBpm()));
        }
        addInterval(observations, context, "pr", "8625-6", "P-R Interval", measured.prMs());
        addInterval(observations, context, "qrs", "8633-0", "QRS duration", measured.qrsMs());
        addInterval(observations, context, "qt", "8634-8", "Q-T interval", measured.qtMs());
        addInterval(observations, context, "qtc", "8636-3", "Q-T interval corrected", measured.qtcMs());
        return observations;
    }

    private static void addInterval(
            List<Observation> observations,
            ReportContext context,
            String name,
            String loinc,
            String display,
            @Nullable Integer milliseconds) {
        if (milliseconds != null) {
            observations.add(of(context, name, loinc, display, milliseconds, "ms", "ms"));
        }
    }

    /**
     * R4 holds every Observation of LOINC 8867-4 to its heart-rate profile: category vital-signs, and a subject and a
     * time, which a source without them has as "unknown".
     */
    private static Observation heartRate(ReportContext context, int perMinute) {
        Observation observation = of(context, "heart-rate", "8867-4", "Heart rate", perMinute, "beats/minute", "/min");
        observation.addCategory(
                new CodeableConcept(new Coding(FhirSystems.OBSERVATION_CATEGORY, "vital-signs", "Vital Signs")));
        if (!observation.hasSubject()) {
            Reference unknown = new Reference();
            unknown.addExtension(unknown());
            observation.setSubject(unknown);
        }
        if (!observation.hasEffective()) {
            DateTimeType unknown = new DateTimeType();
            unknown.addExtension(unknown());
            observation.setEffective(unknown);
        }
        return observation;
    }

    private static Observation of(
            ReportContext context, String name, String loinc, String display, int value, String unit, String ucum) {
        Observation observation = context.observation(context.identity().observation(name));
        observation.setCode(new CodeableConcept(new Coding(FhirSystems.LOINC, loinc, display)).setText(display));
        observation.setValue(new Quantity()
                .setValue(value)
                .setUnit(unit)
                .setSystem(FhirSystems.UCUM)
                .setCode(ucum));
        observation.setText(FhirText.narrative(display + ": " + value + " " + unit + "."));
        return observation;
    }

    private static Extension unknown() {
        return new Extension(ABSENT_EXTENSION, new CodeType("unknown"));
    }
}
