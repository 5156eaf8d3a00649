package org.einthoven.dicom.deidentify;

import java.util.Objects;

/**
 * What a destination may know beyond the Basic Application Level Confidentiality Profile.
 *
 * @param dates what becomes of dates and times
 * @param patientCharacteristics whether sex, age, size, weight, smoking and pregnancy stay (Retain Patient Characteristics Option); ages beyond 89 years become 90
 */
public record DeidentificationSettings(Dates dates, boolean patientCharacteristics) {
    /** The profile and no option of it that keeps anything. */
    public static final DeidentificationSettings BASIC = new DeidentificationSettings(Dates.REMOVED, false);

    /** What becomes of dates and times. */
    public enum Dates {
        /** They are removed, or a dummy where the object needs one, as the profile says. */
        REMOVED,
        /** They are earlier by a whole number of days, the same for all objects of a patient (Retain Longitudinal Temporal Information With Modified Dates Option). */
        SHIFTED
    }

    public DeidentificationSettings {
        Objects.requireNonNull(dates);
    }
}
