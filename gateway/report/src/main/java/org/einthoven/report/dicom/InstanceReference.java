package org.einthoven.report.dicom;

import java.util.List;
import java.util.Set;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;

/** Where an object is: its own UIDs, and those of its series and study. All are valid. */
record InstanceReference(String studyUid, String seriesUid, String sopClassUid, String sopInstanceUid) {
    /**
     * The classes under which ECGs have come since 2001. Readers that know no newer one refuse a whole document where it is
     * referred to as a waveform, as dcmtk 3.6.7 does for the General 32-bit ECG of 2023.
     */
    private static final Set<String> WAVEFORMS = Set.of(
            UID.TwelveLeadECGWaveformStorage,
            UID.GeneralECGWaveformStorage,
            UID.AmbulatoryECGWaveformStorage,
            UID.HemodynamicWaveformStorage,
            UID.CardiacElectrophysiologyWaveformStorage);

    /** Whether every reader knows the object for a waveform. */
    boolean isWaveform() {
        return WAVEFORMS.contains(sopClassUid);
    }

    /** The SOP Instance Reference Macro (PS3.3 table 10-11). */
    DicomDataset item() {
        return new DicomDataset()
                .setString(Tag.ReferencedSOPClassUID, sopClassUid)
                .setString(Tag.ReferencedSOPInstanceUID, sopInstanceUid);
    }

    /** The Hierarchical SOP Instance Reference Macro (PS3.3 table C.17-3). */
    DicomDataset hierarchy() {
        DicomDataset series = new DicomDataset()
                .setString(Tag.SeriesInstanceUID, seriesUid)
                .setItems(Tag.ReferencedSOPSequence, List.of(item()));
        return new DicomDataset()
                .setString(Tag.StudyInstanceUID, studyUid)
                .setItems(Tag.ReferencedSeriesSequence, List.of(series));
    }
}
