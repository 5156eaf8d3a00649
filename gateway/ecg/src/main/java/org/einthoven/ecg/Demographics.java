package org.einthoven.ecg;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the source says of the patient's person. Never logged.
 *
 * @param name as written by the source (DICOM PN with "^", or FHIR text)
 * @param ageYears as stated at the recording; the birth date is not used to guess it
 */
public record Demographics(
        @Nullable String name,
        @Nullable LocalDate birthDate,
        @Nullable Sex sex,
        @Nullable Integer ageYears) {
    public static final Demographics UNKNOWN = new Demographics(null, null, null, null);

    /** Administrative sex as FHIR's AdministrativeGender and DICOM (0010,0040) state it. */
    public enum Sex {
        FEMALE,
        MALE,
        OTHER
    }

    /** Says whether there is any, not what it is, so that a log line cannot leak it. */
    @Override
    public String toString() {
        return "Demographics[not shown]";
    }
}
