package org.einthoven.report.fhir;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.einthoven.ecg.Acquisition;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.Task;
import org.einthoven.report.ReportContent;
import org.einthoven.report.ReportIdentity;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** What every resource of one report says alike: whom, when, by which model, from which source. */
final class ReportContext {
    private final ReportContent content;
    /** One object for all resources of the report: making and writing out a time costs more than the rest of one. */
    private final @Nullable DateTimeType effective;

    private final InstantType issued;
    private final Reference device;
    private final Reference source;
    private final @Nullable Reference patient;

    ReportContext(EcgReport report) {
        this.content = ReportContent.of(report);
        this.effective = effective(report.recording().acquisition());
        this.issued = utc(new InstantType(), report.issued());
        this.device = new Reference("Device/" + ReportIdentity.device(report.model())).setDisplay(modelName());
        this.source = SourceIdentifiers.referenceTo(report.recording().source());
        PatientRef patientRef = report.recording().patient();
        this.patient = patientRef == null ? null : SourceIdentifiers.referenceTo(patientRef);
    }

    ReportContent content() {
        return content;
    }

    EcgReport report() {
        return content.report();
    }

    ReportIdentity identity() {
        return content.identity();
    }

    /** What limits the ECG: what the decoder found and what the quality checks found, each once. */
    QualityReport quality() {
        return content.quality();
    }

    /** The tasks of the model, and any that it predicted beyond its card. */
    List<Task> tasks() {
        return content.tasks();
    }

    /** What the model says of a task; null when the ECG was not analysed, whatever an encoder made of it. */
    @Nullable
    Prediction prediction(Task task) {
        return content.prediction(task);
    }

    String modelName() {
        return FhirText.words(content.modelName());
    }

    /** "Research use only" and what the model's card adds to it. */
    String intendedUse() {
        return content.intendedUse();
    }

    /** The label that marks what an artificial intelligence asserted (HL7 v3 ObservationValue AIAST). */
    static Meta assertedByAi() {
        return new Meta()
                .addSecurity(new Coding(FhirSystems.OBSERVATION_VALUE, "AIAST", "Artificial Intelligence asserted"));
    }

    @Nullable
    Reference patient() {
        return patient;
    }

    @Nullable
    DateTimeType effective() {
        return effective;
    }

    InstantType issued() {
        return issued;
    }

    Reference device() {
        return device;
    }

    Reference source() {
        return source;
    }

    /**
     * An Observation with what all of this report's have: status preliminary, category procedure ("electrodiagnostics"
     * in that category's own definition), context, times, source, device.
     */
    Observation observation(UUID id) {
        Observation observation = new Observation();
        observation.setId(id.toString());
        observation.setMeta(assertedByAi());
        observation.setStatus(Observation.ObservationStatus.PRELIMINARY);
        observation.addCategory(
                new CodeableConcept(new Coding(FhirSystems.OBSERVATION_CATEGORY, "procedure", "Procedure")));
        observation.setSubject(patient());
        observation.setEffective(effective());
        observation.setIssuedElement(issued());
        observation.addDerivedFrom(source());
        observation.setDevice(device());
        return observation;
    }

    private static @Nullable DateTimeType effective(Acquisition acquisition) {
        Instant time = acquisition.time();
        if (time == null) {
            // Without a time zone the hour is open, but not the day: a search by date must find the ECG.
            LocalDate day = acquisition.day();
            return day == null || day.getYear() == 0 ? null : new DateTimeType(day.toString());
        }
        return writable(time) ? utc(new DateTimeType(), time) : null;
    }

    private static <T extends BaseDateTimeType> T utc(T type, Instant time) {
        type.setValue(Date.from(time), TemporalPrecisionEnum.MILLI);
        type.setTimeZoneZulu(true);
        return type;
    }

    /** FHIR writes years with four digits. */
    private static boolean writable(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}
