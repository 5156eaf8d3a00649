package org.einthoven.dicom.deidentify;

import java.util.Arrays;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;

/** Behind the samples that a multiplex group declares its Waveform Data may hold anything. */
final class WaveformSamples {
    private WaveformSamples() {}

    /** Cuts the data of a group after its last sample, at an even length. Data that is shorter than declared, or of no declared length, is no samples and goes. */
    static void cut(DicomDataset group) {
        if (!(group.get(Tag.WaveformData) instanceof DicomValue data)) {
            return;
        }
        long samples = samplesBytes(group);
        long kept = samples + (samples & 1);
        if (samples <= 0 || samples > data.length()) {
            group.remove(Tag.WaveformData);
        } else if (kept < data.length()) {
            group.setBytes(Tag.WaveformData, data.vr(), Arrays.copyOf(data.bytes(), (int) kept));
        }
    }

    /** 0 where the group does not say. */
    private static long samplesBytes(DicomDataset group) {
        try {
            long channels = group.getInt(Tag.NumberOfWaveformChannels, 0);
            long samples = group.getLong(Tag.NumberOfWaveformSamples, 0);
            return channels * samples * (group.getInt(Tag.WaveformBitsAllocated, 0) / Byte.SIZE);
        } catch (DicomFormatException e) {
            return 0;
        }
    }
}
