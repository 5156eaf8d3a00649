package org.einthoven.dicom.network;

import java.util.Set;
import org.einthoven.dicom.UID;

/** The SOP classes that the gateway accepts by default (PS3.4 annexes A and B.5). */
public final class SopClasses {

    /** Objects that hold or may hold an ECG: real 12-lead ECGs come under the other waveform classes, too. */
    public static final Set<String> ECG_STORAGE = Set.of(
            UID.TwelveLeadECGWaveformStorage,
            UID.GeneralECGWaveformStorage,
            UID.AmbulatoryECGWaveformStorage,
            UID.General32bitECGWaveformStorage,
            UID.HemodynamicWaveformStorage,
            UID.CardiacElectrophysiologyWaveformStorage,
            UID.EncapsulatedPDFStorage);

    /** Under this prefix lie the standard's composite storage classes. */
    static final String STORAGE_PREFIX = "1.2.840.10008.5.1.4.1.1.";

    private SopClasses() {}
}
