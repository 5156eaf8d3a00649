package org.einthoven.codecs.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.einthoven.ecg.Demographics;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.PatientRef;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Observation.subject. Its identifier says whom the ECG belongs to; else the identifier of the Patient that comes along
 * (contained, or in the same Bundle); else the reference itself: the id of "Patient/id" without an issuer, or with the
 * server's base as the issuer where the reference is absolute, since an id is unique within its server.
 */
record FhirPatient(@Nullable PatientRef reference, Demographics demographics) {
    static FhirPatient of(Reference subject) {
        Patient patient = subject.getResource() instanceof Patient known ? known : null;
        return new FhirPatient(reference(subject, patient), demographics(subject, patient));
    }

    private static @Nullable PatientRef reference(Reference subject, @Nullable Patient patient) {
        PatientRef reference = reference(subject.getIdentifier());
        if (reference == null && patient != null) {
            reference = identifierOf(patient);
        }
        return reference != null ? reference : reference(subject.getReferenceElement());
    }

    /** The medical record number where one is marked as such, else the first. */
    private static @Nullable PatientRef identifierOf(Patient patient) {
        for (Identifier identifier : patient.getIdentifier()) {
            boolean medicalRecord = identifier.getType().getCoding().stream().anyMatch(c -> "MR".equals(c.getCode()));
            if (medicalRecord && identifier.hasValue()) {
                return reference(identifier);
            }
        }
        return patient.hasIdentifier() ? reference(patient.getIdentifierFirstRep()) : null;
    }

    private static @Nullable PatientRef reference(Identifier identifier) {
        String value = identifier.getValue();
        if (value == null || value.isBlank()) {
            return null;
        }
        String issuer = identifier.hasSystem()
                ? identifier.getSystem()
                : identifier.getAssigner().getDisplay();
        return new PatientRef(value.strip(), issuer);
    }

    private static @Nullable PatientRef reference(org.hl7.fhir.instance.model.api.IIdType id) {
        String part = id.getIdPart();
        if (part == null || part.isBlank() || id.isLocal() || id.getValue().startsWith("urn:")) {
            return null;
        }
        return new PatientRef(part, id.isAbsolute() && id instanceof IdType ? id.getBaseUrl() : null);
    }

    private static Demographics demographics(Reference subject, @Nullable Patient patient) {
        if (patient == null) {
            return subject.hasDisplay()
                    ? new Demographics(subject.getDisplay(), null, null, null)
                    : Demographics.UNKNOWN;
        }
        HumanName name = patient.getNameFirstRep();
        String text = name.hasText() ? name.getText() : name.getNameAsSingleString();
        return new Demographics(
                text == null || text.isBlank() ? null : text,
                date(patient.getBirthDateElement().getValueAsString()),
                sex(patient.getGender()),
                null);
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null || text.length() != 10 ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Sex sex(@Nullable AdministrativeGender gender) {
        if (gender == null) {
            return null;
        }
        return switch (gender) {
            case FEMALE -> Sex.FEMALE;
            case MALE -> Sex.MALE;
            case OTHER -> Sex.OTHER;
            default -> null;
        };
    }
}
