package org.einthoven.codecs.dicom;

import java.io.IOException;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.EcgFormat;
import org.einthoven.codecs.EcgSource;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomFormatException;
import org.einthoven.dicom.DicomLimits;
import org.einthoven.dicom.DicomReader;
import org.einthoven.ecg.EcgRecording;

/**
 * DICOM objects with a waveform: 12-lead, General, Ambulatory and General 32-bit ECG, and any other waveform class whose
 * channels are ECG leads, which is flagged.
 */
public final class DicomFormat implements EcgFormat {
    /** {@link EcgRecording#format()} of what this reads. */
    public static final String NAME = "DICOM";

    private static final int PREAMBLE = 128;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(EcgSource source) {
        byte[] head = source.head();
        return hasPrefix(head) || beginsWithDataElement(head);
    }

    @Override
    public EcgRecording decode(EcgSource source, DecodingOptions options) throws EcgDecodingException, IOException {
        DicomLimits standard = DicomLimits.STANDARD;
        DicomReader reader = new DicomReader(new DicomLimits(
                options.maximumBytes(), options.maximumBytes(), standard.maxDepth(), standard.maxElements()));
        try {
            DicomFile file = reader.read(source.read(options.maximumBytes()));
            return new WaveformDecoder(file, options).decode();
        } catch (DicomFormatException e) {
            throw new EcgDecodingException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The mark behind the preamble, or at once where the preamble was cut off. */
    private static boolean hasPrefix(byte[] head) {
        return isMark(head, PREAMBLE) || isMark(head, 0);
    }

    private static boolean isMark(byte[] head, int at) {
        return head.length >= at + 4
                && head[at] == 'D'
                && head[at + 1] == 'I'
                && head[at + 2] == 'C'
                && head[at + 3] == 'M';
    }

    /** A file without preamble: its first element is of group 0002 or 0008, explicit (a VR follows) or implicit. */
    private static boolean beginsWithDataElement(byte[] head) {
        if (head.length < 8 || head[1] != 0 || head[3] != 0 || (head[0] != 0x02 && head[0] != 0x08)) {
            return false;
        }
        boolean explicit = isUpperCase(head[4]) && isUpperCase(head[5]);
        // The first elements of both groups are short: UIDs, dates, character sets.
        boolean implicit = head[0] == 0x08 && head[6] == 0 && head[7] == 0 && (head[5] & 0xff) < 4;
        return explicit || implicit;
    }

    private static boolean isUpperCase(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
