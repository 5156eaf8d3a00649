package org.einthoven.report.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/**
 * The global measurements of an ECG as Observations: one for each that has a LOINC code and was tried, with its number or the
 * reason why there is none; what belongs to it, and what the recorder itself measured, as components.
 */
final class MeasurementObservation {
    private static final String ABSENT_EXTENSION = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    private static final String FRIDERICIA = "76634-5";

    /** What stands as an Observation of its own; the others are components of one of these. */
    private enum Kind {
        HEART_RATE(
                Measure.HEART_RATE,
                "8867-4",
                "Heart rate",
                "beats/minute",
                "60 s by the mean RR interval",
                Measure.ATRIAL_RATE,
                Measure.RR_MEAN,
                Measure.RR_MINIMUM,
                Measure.RR_MAXIMUM,
                Measure.RR_DEVIATION,
                Measure.RR_DIFFERENCE,
                Measure.PACED_BEATS),
        PR(Measure.PR, "8625-6", "P-R Interval", "ms", Kind.MEDIAN, Measure.P_DURATION),
        QRS(Measure.QRS, "8633-0", "QRS duration", "ms", Kind.MEDIAN),
        QT(Measure.QT, "8634-8", "Q-T interval", "ms", Kind.MEDIAN),
        QTC(
                Measure.QTC_FRIDERICIA,
                "8636-3",
                "Q-T interval corrected",
                "ms",
                "Fridericia's formula with the mean RR interval",
                Measure.QTC_BAZETT,
                Measure.QTC_FRAMINGHAM,
                Measure.QTC_HODGES),
        P_AXIS(Measure.P_AXIS, "8626-4", "P wave axis", "deg", Kind.AREA),
        QRS_AXIS(Measure.QRS_AXIS, "8632-2", "QRS axis", "deg", Kind.AREA),
        T_AXIS(Measure.T_AXIS, "8638-9", "T wave axis", "deg", Kind.AREA);

        private static final String MEDIAN = "Median over the beats of the prevailing shape, all leads together";
        private static final String AREA = "Net area in the frontal plane, of the median beat";

        private final Measure measure;
        private final String loinc;
        private final String display;
        private final String unit;
        private final String method;
        private final List<Measure> components;

        Kind(Measure measure, String loinc, String display, String unit, String method, Measure... components) {
            this.measure = measure;
            this.loinc = loinc;
            this.display = display;
            this.unit = unit;
            this.method = method;
            this.components = List.of(components);
        }
    }

    private final ReportContext context;

    private MeasurementObservation(ReportContext context) {
        this.context = context;
    }

    static List<Observation> all(ReportContext context) {
        MeasurementObservation maker = new MeasurementObservation(context);
        List<Observation> observations = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Measured measured = context.report().measurements().values().get(kind.measure);
            if (measured != null) {
                observations.add(maker.observation(kind, measured));
            }
        }
        return observations;
    }

    private Observation observation(Kind kind, Measured measured) {
        Observation observation = context.observation(context.identity().observation(kind.measure.id()));
        CodeableConcept code =
                new CodeableConcept(new Coding(FhirSystems.LOINC, kind.loinc, kind.display)).setText(kind.display);
        if (kind == Kind.QTC) {
            code.addCoding(
                    new Coding(FhirSystems.LOINC, FRIDERICIA, "Q-T interval corrected based on Fridericia formula"));
        }
        observation.setCode(code);
        observation.setMethod(new CodeableConcept().setText(kind.method));
        Double value = measured.value();
        String words;
        if (value == null) {
            words = FhirText.words("not measured: " + measured.reason());
            observation.setDataAbsentReason(
                    new CodeableConcept(new Coding(FhirSystems.DATA_ABSENT_REASON, "not-performed", "Not Performed"))
                            .setText(FhirText.words("Not measured: " + measured.reason())));
        } else {
            observation.setValue(quantity(kind.measure, value).setUnit(kind.unit));
            words = Math.round(value) + " " + kind.unit;
        }
        addComponents(observation, kind);
        observation.setText(FhirText.narrative(kind.display + ": " + words + "."));
        return kind == Kind.HEART_RATE ? vitalSign(observation) : observation;
    }

    /** What was measured; why another was not stands in no component, as it would be said twice. */
    private void addComponents(Observation observation, Kind kind) {
        for (Measure measure : kind.components) {
            Double value = context.report().measurements().value(measure);
            if (value != null && !(measure == Measure.PACED_BEATS && value == 0)) {
                observation.addComponent(component(measure.id(), measure.title(), quantity(measure, value)));
            }
            addRecorders(observation, measure, "recorder-" + measure.id(), measure.title() + ", by the recorder");
        }
        addRecorders(observation, kind.measure, "recorder-value", "The recorder's own measurement");
    }

    private void addRecorders(Observation observation, Measure measure, String code, String text) {
        Double vendor = context.report().measurements().vendor().get(measure);
        if (vendor != null) {
            observation.addComponent(component(code, text, quantity(measure, vendor)));
        }
    }

    private static Observation.ObservationComponentComponent component(String code, String text, Quantity value) {
        return new Observation.ObservationComponentComponent(new CodeableConcept(
                                new Coding().setSystem(FhirSystems.OWN_CODES).setCode(code))
                        .setText(text))
                .setValue(value);
    }

    private static Quantity quantity(Measure measure, double value) {
        return new Quantity()
                .setValue(BigDecimal.valueOf(Math.round(value)))
                .setUnit(measure.unit())
                .setSystem(FhirSystems.UCUM)
                .setCode(measure.unit());
    }

    /**
     * R4 holds every Observation of LOINC 8867-4 to its heart-rate profile: category vital-signs, and a subject and a
     * time, which a source without them has as "unknown".
     */
    private static Observation vitalSign(Observation observation) {
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

    private static Extension unknown() {
        return new Extension(ABSENT_EXTENSION, new CodeType("unknown"));
    }
}
