package org.einthoven.dicom.network;

import java.util.Set;

/** The SOP classes that the gateway accepts by default (PS3.4 annexes A and B.5). */
public final class SopClasses {

    public static final String VERIFICATION = "1.2.840.10008.1.1";
    public static final String TWELVE_LEAD_ECG = "1.2.840.10008.5.1.4.1.1.9.1.1";
    public static final String GENERAL_ECG = "1.2.840.10008.5.1.4.1.1.9.1.2";
    public static final String AMBULATORY_ECG = "1.2.840.10008.5.1.4.1.1.9.1.3";
    public static final String GENERAL_32_BIT_ECG = "1.2.840.10008.5.1.4.1.1.9.1.4";
    public static final String HEMODYNAMIC_WAVEFORM = "1.2.840.10008.5.1.4.1.1.9.2.1";
    public static final String CARDIAC_ELECTROPHYSIOLOGY_WAVEFORM = "1.2.840.10008.5.1.4.1.1.9.3.1";
    public static final String ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";

    /** Objects that hold or may hold an ECG: real 12-lead ECGs come under the other waveform classes, too. */
    public static final Set<String> ECG_STORAGE = Set.of(
            TWELVE_LEAD_ECG,
            GENERAL_ECG,
            AMBULATORY_ECG,
            GENERAL_32_BIT_ECG,
            HEMODYNAMIC_WAVEFORM,
            CARDIAC_ELECTROPHYSIOLOGY_WAVEFORM,
            ENCAPSULATED_PDF);

    /** Under this prefix lie the standard's composite storage classes. */
    static final String STORAGE_PREFIX = "1.2.840.10008.5.1.4.1.1.";

    private SopClasses() {}
}
