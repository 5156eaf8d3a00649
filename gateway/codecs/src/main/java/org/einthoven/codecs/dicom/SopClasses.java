package org.einthoven.codecs.dicom;

import java.util.Map;
import java.util.Set;
import org.einthoven.dicom.UID;
import org.jspecify.annotations.Nullable;

/** What is known of SOP classes by their UIDs. */
final class SopClasses {
    private static final String WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9.";
    private static final Set<String> ECG = Set.of(
            UID.TwelveLeadECGWaveformStorage,
            UID.GeneralECGWaveformStorage,
            UID.AmbulatoryECGWaveformStorage,
            UID.General32bitECGWaveformStorage);
    private static final Map<String, String> NAMES = Map.of(
            UID.EncapsulatedPDFStorage,
            "Encapsulated PDF",
            UID.BasicTextSRStorage,
            "Basic Text SR",
            UID.EnhancedSRStorage,
            "Enhanced SR",
            UID.ComprehensiveSRStorage,
            "Comprehensive SR",
            UID.Comprehensive3DSRStorage,
            "Comprehensive 3D SR",
            UID.HemodynamicWaveformStorage,
            "Hemodynamic Waveform",
            UID.CardiacElectrophysiologyWaveformStorage,
            "Cardiac Electrophysiology Waveform",
            "1.2.840.10008.5.1.4.1.1.9.4.1",
            "Basic Voice Audio Waveform",
            "1.2.840.10008.1.3.10",
            "Media Storage Directory");

    private SopClasses() {}

    static boolean isEcg(@Nullable String uid) {
        return uid != null && ECG.contains(uid);
    }

    static boolean isWaveform(@Nullable String uid) {
        return uid != null && uid.startsWith(WAVEFORMS);
    }

    /** The UID with its name where that is known, fit for a message. */
    static String describe(@Nullable String uid) {
        if (uid == null) {
            return "(absent)";
        }
        String shown = uid.matches("[0-9.]{1,64}") ? uid : "(invalid)";
        String name = NAMES.get(uid);
        return name == null ? shown : shown + " (" + name + ")";
    }
}
