package org.einthoven.dicom.network;

import java.util.Set;
import org.einthoven.dicom.UID;

/** The SOP classes that the gateway accepts by default (PS3.4 annexes A and B.5). */
public final class SopClasses {

    /**
     * Objects that hold or may hold an ECG: real 12-lead ECGs come under the other waveform classes, too, and old carts know
     * the retired ones.
     */
    public static final Set<String> ECG_STORAGE = Set.of(
            UID.TwelveLeadECGWaveformStorage,
            UID.GeneralECGWaveformStorage,
            UID.AmbulatoryECGWaveformStorage,
            UID.General32bitECGWaveformStorage,
            UID.HemodynamicWaveformStorage,
            UID.CardiacElectrophysiologyWaveformStorage,
            UID.WaveformStorageTrial,
            UID.StandaloneCurveStorage,
            UID.EncapsulatedPDFStorage);

    /** Under this prefix lie the standard's composite storage classes. */
    static final String STORAGE_PREFIX = "1.2.840.10008.5.1.4.1.1.";

    private static final String STANDARD_PREFIX = "1.2.840.10008.";

    private SopClasses() {}

    /** Whether objects may be of this class: a storage class of the standard, or anybody's own. */
    public static boolean mayBeStorage(String uid) {
        return UID.isValid(uid) && (uid.startsWith(STORAGE_PREFIX) || !uid.startsWith(STANDARD_PREFIX));
    }
}
