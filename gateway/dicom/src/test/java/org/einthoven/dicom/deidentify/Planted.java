package org.einthoven.dicom.deidentify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomDictionary;
import org.einthoven.dicom.DicomElement;
import org.einthoven.dicom.DicomSequence;
import org.einthoven.dicom.DicomValue;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;

/** Objects with what identifies in every place there is, and the search for it in what came out. */
final class Planted {
    /** No word of any list; in 16 bits a letter, in 32 and in 64 a text of its own. */
    static final String NAME = "Zyxwvut^Quirin";

    static final String UID_DIGITS = "1.2.3.47110815.47110815";
    static final String DATE = "19480229";
    static final String TIME = "031459.265358";

    private Planted() {}

    /** Every attribute of the data dictionary of a data set, the repeating ones once. */
    static List<Integer> everyAttribute() throws IOException {
        try (InputStream in = Objects.requireNonNull(DicomDictionary.class.getResourceAsStream("dictionary.txt"))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Integer.parseUnsignedInt(line.substring(0, 8).replace('x', '0'), 16))
                    .filter(tag -> Tag.group(tag) >= 0x0008 && Tag.group(tag) != 0xFFFE)
                    .filter(tag -> tag != Tag.EncapsulatedDocument && Tag.group(tag) != 0x7FE0)
                    .toList();
        }
    }

    /** The attribute with what identifies, in a form that its own VR allows. */
    static DicomElement element(int tag) {
        VR vr = DicomDictionary.vrOf(tag);
        return switch (vr) {
            case SQ -> new DicomSequence(tag, List.of(texts()));
            case UI -> value(tag, vr, UID_DIGITS);
            case DA -> value(tag, vr, DATE);
            case TM -> value(tag, vr, TIME);
            case DT -> value(tag, vr, DATE + TIME);
            default -> value(tag, vr, NAME);
        };
    }

    /** The attribute under a VR that is not its own. */
    static DicomElement element(int tag, VR vr) {
        return vr == VR.SQ ? new DicomSequence(tag, List.of(texts())) : value(tag, vr, NAME);
    }

    private static DicomValue value(int tag, VR vr, String text) {
        // Even, and of whole words.
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int size = vr.isText() ? bytes.length + (bytes.length & 1) : (bytes.length + 7) / 8 * 8;
        ByteBuffer padded = ByteBuffer.allocate(size).put(bytes);
        while (padded.hasRemaining()) {
            padded.put((byte) (vr == VR.UI ? 0 : ' '));
        }
        return new DicomValue(tag, vr, padded.array());
    }

    /** An item with texts of all kinds, known, unknown and private. */
    static DicomDataset texts() {
        return new DicomDataset()
                .setString(Tag.PatientName, NAME)
                .setString(Tag.TextValue, NAME)
                .setString(Tag.UnformattedTextValue, NAME)
                .setString(Tag.ChannelLabel, NAME)
                .setString(0x0009_0010, VR.LO, NAME)
                .setString(0x0009_1001, VR.UT, NAME)
                .setString(Tag.CodeValue, NAME)
                .setString(Tag.CodingSchemeDesignator, "99ZZZ")
                .setString(Tag.CodeMeaning, NAME);
    }

    /** A General ECG of one channel that itself says nothing of anybody. */
    static DicomDataset waveform() {
        DicomDataset channel = new DicomDataset()
                .setItems(Tag.ChannelSourceSequence, code("2:1", "MDC", "Lead I"))
                .setString(Tag.ChannelSensitivity, "2.5")
                .setItems(Tag.ChannelSensitivityUnitsSequence, code("uV", "UCUM", "microvolt"))
                .setInt(Tag.WaveformBitsStored, 16);
        DicomDataset group = new DicomDataset()
                .setString(Tag.WaveformOriginality, "ORIGINAL")
                .setInt(Tag.NumberOfWaveformChannels, 1)
                .setInt(Tag.NumberOfWaveformSamples, 500)
                .setString(Tag.SamplingFrequency, "500")
                .setItems(Tag.ChannelDefinitionSequence, channel)
                .setInt(Tag.WaveformBitsAllocated, 16)
                .setString(Tag.WaveformSampleInterpretation, "SS")
                .setBytes(Tag.WaveformData, VR.OW, samples(500));
        return new DicomDataset()
                .setString(Tag.SOPClassUID, UID.GeneralECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.4")
                .setString(Tag.Modality, "ECG")
                .setItems(Tag.WaveformSequence, group);
    }

    static byte[] samples(int count) {
        ByteBuffer data = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putShort((short) (1000 * Math.sin(i / 20.0)));
        }
        return data.array();
    }

    static DicomDataset code(String value, String scheme, String meaning) {
        return new DicomDataset()
                .setString(Tag.CodeValue, value)
                .setString(Tag.CodingSchemeDesignator, scheme)
                .setString(Tag.CodeMeaning, meaning);
    }

    private static final List<Charset> CHARSETS = charsets(
            "UTF-8",
            "ISO-8859-1",
            "ISO-8859-5",
            "ISO-8859-7",
            "GB18030",
            "Big5",
            "EUC-KR",
            "EUC-JP",
            "Shift_JIS",
            "ISO-2022-JP",
            "ISO-2022-KR",
            "UTF-16LE",
            "UTF-16BE",
            "TIS-620");

    private static List<Charset> charsets(String... names) {
        List<Charset> charsets = new ArrayList<>();
        for (String name : names) {
            charsets.add(Charset.forName(name));
        }
        return charsets;
    }

    /** The texts that the bytes hold in any character set, each of which must be in some. */
    static List<String> found(byte[] bytes, String... texts) {
        String haystack = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        for (String text : texts) {
            boolean in = CHARSETS.stream()
                    .filter(charset -> charset.newEncoder().canEncode(text))
                    .map(charset -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))
                    .distinct()
                    .anyMatch(haystack::contains);
            if (in) {
                found.add(text);
            }
        }
        return found;
    }

    /** Everything that {@link #element} plants. */
    static List<String> found(byte[] bytes) {
        return found(bytes, "Zyxwvut", "Quirin", UID_DIGITS, "47110815", DATE, TIME, TIME.substring(0, 6));
    }
}
