package org.einthoven.codecs.fhir;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Date;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.einthoven.codecs.LeadNumbers;
import org.einthoven.dicom.UID;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.OrderRef;
import org.einthoven.ecg.PatientRef;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.SourceIdentity;
import org.einthoven.ecg.VendorAnnotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/**
 * Writes a recording as a FHIR R4 Observation that {@link FhirFormat} reads back: code MDC 131328, a component of
 * SampledData a lead in microvolt, missing samples as E.
 *
 * <p>The factor is the largest of the usual resolutions (5, 4.88, 2.5, 1.25, 1 µV) of which every sample of the lead is
 * a whole multiple, so that nothing is lost; else 0.1 µV.
 */
public final class FhirEcgWriter {
    private static final double[] RESOLUTIONS = {5, 4.88, 2.5, 1.25, 1};
    private static final double FINEST = 0.1;
    private static final double MICROVOLTS_PER_MILLIVOLT = 1000;
    private static final String URI = "urn:ietf:rfc:3986";
    /** As the reports name the same sources. */
    private static final String SOURCE = "https://einthoven.org/fhir/sid/ecg-source/";

    /** The recording as JSON. */
    public String toJson(EcgRecording recording) {
        return FhirResources.context().newJsonParser().encodeResourceToString(toObservation(recording));
    }

    public Observation toObservation(EcgRecording recording) {
        Observation observation = new Observation();
        observation.setStatus(ObservationStatus.FINAL);
        observation
                .addCategory()
                .addCoding(new Coding(
                        "http://terminology.hl7.org/CodeSystem/observation-category", "procedure", "Procedure"));
        observation.setCode(mdc(FhirLeads.ELECTRIC_POTENTIAL, "MDC_ECG_ELEC_POTL"));
        observation.addIdentifier(source(recording.source()));
        observation.setSubject(subject(recording, observation));
        addOrder(recording, observation);
        addTimeAndDevice(recording, observation);
        for (Map.Entry<Lead, SampledSignal> lead : recording.leads().entrySet()) {
            observation.addComponent(component(lead.getKey(), lead.getValue()));
        }
        for (VendorAnnotation annotation : recording.vendorAnnotations()) {
            observation.addComponent(component(annotation));
        }
        return observation;
    }

    private static Identifier source(SourceIdentity source) {
        if (source.kind() == SourceIdentity.Kind.DICOM && UID.isValid(source.identifier())) {
            return new Identifier().setSystem(URI).setValue("urn:oid:" + source.identifier());
        }
        int bar = source.identifier().indexOf('|');
        if (source.kind() == SourceIdentity.Kind.FHIR && bar > 0) {
            return new Identifier()
                    .setSystem(source.identifier().substring(0, bar))
                    .setValue(source.identifier().substring(bar + 1));
        }
        return new Identifier()
                .setSystem(SOURCE + source.kind().name().toLowerCase(java.util.Locale.ROOT))
                .setValue(source.identifier());
    }

    private static @Nullable Reference subject(EcgRecording recording, Observation observation) {
        Reference subject = new Reference();
        PatientRef reference = recording.patient();
        if (reference != null) {
            Identifier identifier = new Identifier().setValue(reference.identifier());
            String issuer = reference.issuer();
            if (issuer != null && issuer.contains(":")) {
                identifier.setSystem(issuer);
            } else if (issuer != null) {
                identifier.setAssigner(new Reference().setDisplay(issuer));
            }
            subject.setIdentifier(identifier);
        }
        Demographics demographics = recording.demographics();
        if (demographics.name() != null || demographics.birthDate() != null || demographics.sex() != null) {
            observation.addContained(patient(demographics));
            subject.setReference("#patient");
        }
        return subject.isEmpty() ? null : subject;
    }

    private static Patient patient(Demographics demographics) {
        Patient patient = new Patient();
        patient.setId("patient");
        if (demographics.name() != null) {
            patient.addName().setText(demographics.name());
        }
        if (demographics.birthDate() != null) {
            patient.getBirthDateElement()
                    .setValueAsString(demographics.birthDate().toString());
        }
        if (demographics.sex() != null) {
            patient.setGender(AdministrativeGender.valueOf(demographics.sex().name()));
        }
        return patient;
    }

    private static void addOrder(EcgRecording recording, Observation observation) {
        OrderRef order = recording.order();
        addOrder(observation, FhirOrders.ACCESSION, order.accessionNumber());
        addOrder(observation, FhirOrders.PLACER, order.placerOrderNumber());
        String study = recording.acquisition().studyInstanceUid();
        if (study != null) {
            observation
                    .addPartOf()
                    .setType("ImagingStudy")
                    .setIdentifier(
                            new Identifier().setSystem(FhirOrders.DICOM_UID).setValue("urn:oid:" + study));
        }
    }

    private static void addOrder(Observation observation, String type, @Nullable String value) {
        if (value != null) {
            Identifier identifier = new Identifier().setValue(value);
            identifier
                    .getType()
                    .addCoding()
                    .setSystem(FhirOrders.IDENTIFIER_TYPE)
                    .setCode(type);
            observation.addBasedOn().setType("ServiceRequest").setIdentifier(identifier);
        }
    }

    private static void addTimeAndDevice(EcgRecording recording, Observation observation) {
        if (recording.acquisition().time() != null) {
            DateTimeType time = new DateTimeType(
                    Date.from(recording.acquisition().time()),
                    ca.uhn.fhir.model.api.TemporalPrecisionEnum.MILLI,
                    TimeZone.getTimeZone("UTC"));
            observation.setEffective(time);
        } else if (recording.acquisition().day() != null) {
            observation.setEffective(
                    new DateTimeType(String.valueOf(recording.acquisition().day())));
        }
        String manufacturer = recording.acquisition().manufacturer();
        String model = recording.acquisition().model();
        if (manufacturer != null || model != null) {
            Device device = new Device().setManufacturer(manufacturer).setModelNumber(model);
            device.setId("device");
            observation.addContained(device);
            observation.setDevice(new Reference("#device").setDisplay(model));
        }
    }

    private static ObservationComponentComponent component(Lead lead, SampledSignal signal) {
        OptionalInt number = LeadNumbers.number(lead);
        CodeableConcept code = number.isPresent()
                ? mdc(FhirLeads.ELECTRIC_POTENTIAL + number.getAsInt(), "MDC_ECG_ELEC_POTL_" + lead.name())
                : new CodeableConcept();
        return new ObservationComponentComponent(code.setText(lead.name())).setValue(sampledData(signal));
    }

    private static ObservationComponentComponent component(VendorAnnotation annotation) {
        CodeableConcept code = new CodeableConcept();
        if (annotation.code() != null) {
            code.addCoding().setCode(annotation.code());
        }
        ObservationComponentComponent component = new ObservationComponentComponent(code);
        if (annotation.value() == null) {
            return component.setValue(new StringType(annotation.meaning()));
        }
        code.setText(annotation.meaning().isBlank() ? null : annotation.meaning());
        Quantity quantity = new Quantity().setValue(BigDecimal.valueOf(annotation.value()));
        return component.setValue(quantity.setUnit(annotation.unit()));
    }

    private static SampledData sampledData(SampledSignal signal) {
        double resolution = resolution(signal.millivolts());
        SampledData data = new SampledData();
        data.setOrigin(new Quantity()
                .setValue(0)
                .setUnit("uV")
                .setSystem("http://unitsofmeasure.org")
                .setCode("uV"));
        data.setPeriod(BigDecimal.valueOf(1000)
                .divide(BigDecimal.valueOf(signal.samplingRateHz()), MathContext.DECIMAL64)
                .stripTrailingZeros());
        data.setFactor(BigDecimal.valueOf(resolution));
        data.setDimensions(1);
        data.setData(text(signal.millivolts(), resolution));
        return data;
    }

    private static double resolution(double[] millivolts) {
        for (double resolution : RESOLUTIONS) {
            if (isMultiple(millivolts, resolution)) {
                return resolution;
            }
        }
        return FINEST;
    }

    private static boolean isMultiple(double[] millivolts, double resolution) {
        for (double value : millivolts) {
            double steps = value * MICROVOLTS_PER_MILLIVOLT / resolution;
            if (Math.abs(steps - Math.rint(steps)) > 1e-6) {
                return false;
            }
        }
        return true;
    }

    private static String text(double[] millivolts, double resolution) {
        StringBuilder text = new StringBuilder(5 * millivolts.length);
        for (double value : millivolts) {
            if (text.length() > 0) {
                text.append(' ');
            }
            if (Double.isNaN(value)) {
                text.append('E');
            } else {
                text.append(Math.round(value * MICROVOLTS_PER_MILLIVOLT / resolution));
            }
        }
        return text.toString();
    }

    private static CodeableConcept mdc(int code, String display) {
        return new CodeableConcept(new Coding(FhirLeads.MDC, Integer.toString(code), display));
    }
}
