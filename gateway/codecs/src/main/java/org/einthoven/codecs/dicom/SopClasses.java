package org.einthoven.codecs.dicom;

import static java.util.Map.entry;

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
    private static final Map<String, String> NAMES = Map.ofEntries(
            entry(UID.EncapsulatedPDFStorage, "Encapsulated PDF"),
            entry("1.2.840.10008.5.1.4.1.1.104.2", "Encapsulated CDA"),
            entry(UID.BasicTextSRStorage, "Basic Text SR"),
            entry(UID.EnhancedSRStorage, "Enhanced SR"),
            entry(UID.ComprehensiveSRStorage, "Comprehensive SR"),
            entry(UID.Comprehensive3DSRStorage, "Comprehensive 3D SR"),
            entry(UID.HemodynamicWaveformStorage, "Hemodynamic Waveform"),
            entry(UID.CardiacElectrophysiologyWaveformStorage, "Cardiac Electrophysiology Waveform"),
            entry(WAVEFORMS + "4.1", "Basic Voice Audio Waveform"),
            entry(WAVEFORMS + "4.2", "General Audio Waveform"),
            entry(WAVEFORMS + "5.1", "Arterial Pulse Waveform"),
            entry(WAVEFORMS + "6.1", "Respiratory Waveform"),
            entry(WAVEFORMS + "6.2", "Multi-channel Respiratory Waveform"),
            entry(WAVEFORMS + "7.1", "Routine Scalp Electroencephalogram Waveform"),
            entry(WAVEFORMS + "7.2", "Electromyogram Waveform"),
            entry(WAVEFORMS + "7.3", "Electrooculogram Waveform"),
            entry(WAVEFORMS + "7.4", "Sleep Electroencephalogram Waveform"),
            entry(WAVEFORMS + "8.1", "Body Position Waveform"),
            entry(UID.WaveformStorageTrial, "Waveform, a draft that was retired"),
            entry(UID.StandaloneCurveStorage, "Standalone Curve, retired"),
            entry("1.2.840.10008.1.3.10", "Media Storage Directory"));

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
