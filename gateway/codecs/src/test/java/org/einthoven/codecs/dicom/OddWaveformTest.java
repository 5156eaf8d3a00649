package org.einthoven.codecs.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.NotAWaveformException;
import org.einthoven.dicom.DicomDataset;
import org.einthoven.dicom.DicomFile;
import org.einthoven.dicom.DicomReader;
import org.einthoven.dicom.DicomWriter;
import org.einthoven.dicom.Tag;
import org.einthoven.dicom.TransferSyntax;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ECGs of carts that keep the standard less than it asks, through every byte of a file: docs/dicom-input.md. */
class OddWaveformTest {
    private static final Path SAMPLES = Path.of("../../tests/samples/dicom");

    @TempDir
    Path folder;

    // Samples

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of("SB", 8, new byte[] {1, -1, 127, -128}, new double[] {1, -1, 127, -128}),
                Arguments.of("UB", 8, new byte[] {1, -1, 127, -128}, new double[] {1, 255, 127, 128}),
                Arguments.of("SB", 8, new byte[] {1, -1, 5}, new double[] {1, -1, 5}),
                Arguments.of("SS", 16, words(1, -1, 32767, -32768), new double[] {1, -1, 32767, -32768}),
                Arguments.of("US", 16, words(1, -1, 32767, -32768), new double[] {1, 65535, 32767, 32768}),
                Arguments.of("SL", 32, longs(1, -1, 8_388_607), new double[] {1, -1, 8_388_607}),
                Arguments.of("UL", 32, longs(1, -1, 8_388_607), new double[] {1, 4_294_967_295.0, 8_388_607}));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyWidthInEveryTransferSyntax(String interpretation, int bits, byte[] data, double[] raw) throws Exception {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN)) {
            assertThat(millivolts(decode(object(group(interpretation, bits, data)), syntax)))
                    .as(syntax.uid())
                    .containsExactly(raw, within(1e-9));
        }
    }

    static List<String> codes() throws Exception {
        try (InputStream in = Objects.requireNonNull(OddWaveformTest.class.getResourceAsStream("/g711.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    /** Every code of G.711 as another implementation decodes it. */
    @Test
    void compandedSamplesAreExpandedAndFlagged() throws Exception {
        byte[] all = new byte[256];
        double[] muLaw = new double[256];
        double[] aLaw = new double[256];
        for (String line : codes()) {
            String[] fields = line.split(" ", -1);
            int code = Integer.parseInt(fields[0]);
            all[code] = (byte) code;
            muLaw[code] = Double.parseDouble(fields[1]);
            aLaw[code] = Double.parseDouble(fields[2]);
        }
        EcgRecording mu = decode(object(group("MB", 8, all)));
        EcgRecording a = decode(object(group("AB", 8, all)));

        assertThat(millivolts(mu)).containsExactly(muLaw, within(1e-9));
        assertThat(millivolts(a)).containsExactly(aLaw, within(1e-9));
        for (EcgRecording ecg : List.of(mu, a)) {
            assertThat(ecg.issues()).extracting(QualityIssue::code).contains("companded-samples");
        }
    }

    @ParameterizedTest
    @CsvSource({"0x0FFF, -1", "0x0800, -2048", "0x07FF, 2047", "0xF800, -2048"})
    void twelveBitsInSixteenWhetherSignExtendedOrNot(String stored, double raw) throws Exception {
        DicomDataset group = group("SS", 16, words(Integer.decode(stored), 0x0801));
        channel(group).setInt(Tag.WaveformBitsStored, 12);
        boolean extended = stored.startsWith("0xF");
        group.setBytes(Tag.WaveformData, VR.OW, words(Integer.decode(stored), extended ? -2047 : 0x0801));

        assertThat(millivolts(decode(object(group)))).containsExactly(raw, -2047);
    }

    // Value representations

    @ParameterizedTest
    @EnumSource(
            value = VR.class,
            names = {"DS", "IS", "LO", "SH", "UT", "FD", "FL", "UL", "US", "SS", "SL", "UV"})
    void numbersUnderAnyVrThatHoldsThem(VR vr) throws Exception {
        DicomDataset group = group("SS", 16, words(1, -1, 7, 8));
        for (int tag : new int[] {
            Tag.NumberOfWaveformChannels, Tag.NumberOfWaveformSamples, Tag.SamplingFrequency, Tag.WaveformBitsAllocated
        }) {
            rewrite(group, tag, vr);
        }
        rewrite(channel(group), Tag.ChannelSensitivity, vr);
        rewrite(channel(group), Tag.WaveformBitsStored, vr);

        EcgRecording ecg = decode(object(group));

        assertThat(millivolts(ecg)).containsExactly(1, -1, 7, 8);
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
    }

    private static void rewrite(DicomDataset dataset, int tag, VR vr) throws Exception {
        int number = dataset.getInt(tag, -1);
        if (vr.isText()) {
            dataset.setString(tag, vr, Integer.toString(number));
        } else if (vr == VR.FD) {
            dataset.setBytes(
                    tag,
                    vr,
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(number)
                            .array());
        } else {
            dataset.setInt(tag, vr, number);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VR.class,
            names = {"OB", "OW", "UN", "OL"})
    void samplesUnderAnyVrOfBytes(VR vr) throws Exception {
        DicomDataset group = group("SS", 16, words(1, -1, 7, 8));
        group.setBytes(Tag.WaveformData, vr, words(1, -1, 7, 8));

        assertThat(millivolts(decode(object(group)))).containsExactly(1, -1, 7, 8);
    }

    /** The bytes are dcmtk's, from a text with wrong VRs, a private group without creator, and codes padded with NULs. */
    @Test
    void anOddObjectThatDcmtkWrote() throws Exception {
        Path dump = Files.writeString(folder.resolve("odd.txt"), """
                (0008,0016) UI [1.2.840.10008.5.1.4.1.1.9.1.2]
                (0008,0018) UI [1.2..3.4.]
                (0009,1001) LO [nobody reserved this]
                (0010,0020) SH [4711]
                (0020,000d) UI [01.2.3]
                (5400,0100) SQ
                (fffe,e000) na
                (003a,0004) LO [ORIGINAL]
                (003a,0005) UL 1
                (003a,0010) US 4
                (003a,001a) FD 500
                (003a,0200) SQ
                (fffe,e000) na
                (003a,0208) SQ
                (fffe,e000) na
                (0008,0100) LO [2:1]
                (0008,0102) LO [MDC]
                (0008,0104) LO [Lead I]
                (fffe,e00d) na
                (fffe,e0dd) na
                (003a,0210) FL 1
                (003a,0211) SQ
                (fffe,e000) na
                (0008,0100) UT [mV]
                (0008,0102) SH [UCUM]
                (0008,0104) LO [millivolt]
                (fffe,e00d) na
                (fffe,e0dd) na
                (fffe,e00d) na
                (fffe,e0dd) na
                (5400,1004) UL 16
                (5400,1006) LO [SS]
                (5400,1010) OW 0001\\ffff\\0007\\0008
                (fffe,e00d) na
                (fffe,e0dd) na
                """);
        // Implicit VR has nothing that says which VR a value has: the numbers are refused, not guessed.
        Path implicit = folder.resolve("odd.dcm");
        run("dump2dcm", "+ti", dump.toString(), implicit.toString());
        assertThatThrownBy(() -> EcgDecoder.standard().decode(implicit, DecodingOptions.DEFAULT))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage("(003A,0010) NumberOfWaveformSamples, of VR UL, has 2 bytes, which is no multiple of 4.");
        for (String syntax : List.of("+te", "+tb")) {
            Path file = folder.resolve("odd" + syntax + ".dcm");
            run("dump2dcm", syntax, dump.toString(), file.toString());

            EcgRecording ecg = EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);

            assertThat(millivolts(ecg)).as(syntax).containsExactly(1, -1, 7, 8);
            assertThat(Objects.requireNonNull(ecg.patient()).identifier()).isEqualTo("4711");
            assertThat(ecg.source().identifier()).isEqualTo("1.2..3.4.");
            assertThat(ecg.issues())
                    .extracting(QualityIssue::text)
                    .contains(
                            "(0008,0018) SOPInstanceUID is not a valid UID",
                            "(0020,000D) StudyInstanceUID is not a valid UID");
        }
    }

    private static void run(String tool, String... arguments) throws IOException, InterruptedException {
        Path program = Path.of("/usr/bin", tool);
        Assumptions.assumeTrue(
                Files.isExecutable(program), "skipped: " + tool + " is not installed (Debian: apt-get install dcmtk)");
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(tool).isZero();
    }

    // What is empty

    @Test
    void emptyValuesThatTheFormulaDoesNotNeed() throws Exception {
        DicomDataset group = group("SS", 16, words(1, 2));
        for (int tag : new int[] {
            Tag.ChannelSensitivityCorrectionFactor, Tag.ChannelBaseline, Tag.ChannelTimeSkew, Tag.ChannelSampleSkew
        }) {
            channel(group).setString(tag, "");
        }
        channel(group).setBytes(Tag.WaveformBitsStored, VR.US, new byte[0]);
        group.setBytes(Tag.WaveformBitsAllocated, VR.US, new byte[0]);
        group.setString(Tag.MultiplexGroupTimeOffset, "");
        group.setBytes(Tag.WaveformPaddingValue, VR.OW, new byte[0]);
        DicomDataset object = object(group)
                .setString(Tag.PatientID, "")
                .setString(Tag.PatientBirthDate, "")
                .setString(Tag.AcquisitionDateTime, "")
                .setItems(Tag.WaveformAnnotationSequence, List.of());

        EcgRecording ecg = decode(object);

        assertThat(millivolts(ecg)).containsExactly(1, 2);
        assertThat(ecg.patient()).isNull();
        assertThat(ecg.issues()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "003A0005 | (003A,0005) NumberOfWaveformChannels of multiplex group 1 is absent or not a positive number",
                "003A0010 | (003A,0010) NumberOfWaveformSamples of multiplex group 1 is absent or not a positive number",
                "003A001A | (003A,001A) SamplingFrequency of multiplex group 1 is absent or not a positive number",
                "54001006 | (5400,1006) WaveformSampleInterpretation of multiplex group 1 is absent",
                "54001010 | (5400,1010) WaveformData of multiplex group 1 holds 0 bytes for 2 samples a channel",
                "003A0200 | (003A,0200) ChannelDefinitionSequence of multiplex group 1 has 0 items for 1 channels"
            })
    void emptyValuesThatItNeeds(String tag, String sentence) {
        DicomDataset group = group("SS", 16, words(1, 2));
        int empty = Integer.parseUnsignedInt(tag, 16);
        if (empty == Tag.ChannelDefinitionSequence) {
            group.setItems(empty, List.of());
        } else {
            group.setBytes(empty, VR.UN, new byte[0]);
        }

        assertThatThrownBy(() -> decode(object(group)))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage(sentence);
    }

    // SOP classes

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.840.10008.5.1.4.1.1.9.2.1 | 1.2.840.10008.5.1.4.1.1.9.2.1 (Hemodynamic Waveform)",
                "1.2.840.10008.5.1.4.1.1.9.3.1 | 1.2.840.10008.5.1.4.1.1.9.3.1 (Cardiac Electrophysiology Waveform)",
                "1.2.840.10008.5.1.4.1.1.9.1   | 1.2.840.10008.5.1.4.1.1.9.1 (Waveform, a draft that was retired)",
                "1.2.840.10008.5.1.4.1.1.9.8.1 | 1.2.840.10008.5.1.4.1.1.9.8.1 (Body Position Waveform)",
                "1.3.12.2.1107.5.9.1           | 1.3.12.2.1107.5.9.1",
                "1.2..3                        | 1.2..3",
                "                              | (absent)"
            })
    void anEcgUnderAnotherClassIsReadByItsLeadsAndFlagged(String sopClass, String shown) throws Exception {
        DicomDataset group = group("SS", 16, words(1, 2, 3, 4));
        DicomDataset atrium = channel(group).copy().setString(Tag.ChannelLabel, "HRA d");
        atrium.setItems(Tag.ChannelSourceSequence, code("G-A24F", "SRT", "High Right Atrium"));
        group.setInt(Tag.NumberOfWaveformChannels, 2).setInt(Tag.NumberOfWaveformSamples, 2);
        group.setItems(Tag.ChannelDefinitionSequence, channel(group), atrium);
        DicomDataset object = object(group);
        if (sopClass == null) {
            object.remove(Tag.SOPClassUID);
        } else {
            object.setString(Tag.SOPClassUID, sopClass);
        }

        EcgRecording ecg = new WaveformDecoder(DicomFile.of(object), DecodingOptions.DEFAULT).decode();

        assertThat(ecg.leads().keySet()).containsExactly(Lead.I);
        assertThat(millivolts(ecg)).containsExactly(1, 3);
        assertThat(ecg.issues())
                .extracting(QualityIssue::text)
                .contains(
                        "Channel 2 of multiplex group 1 is no ECG lead and is left out",
                        "The ECG comes under SOP class " + shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.840.10008.5.1.4.1.1.104.1 | 1.2.840.10008.5.1.4.1.1.104.1 (Encapsulated PDF)",
                "1.2.840.10008.5.1.4.1.1.9     | 1.2.840.10008.5.1.4.1.1.9 (Standalone Curve, retired)",
                "1.2.840.10008.5.1.4.1.1.88.33 | 1.2.840.10008.5.1.4.1.1.88.33 (Comprehensive SR)",
                "1.2.3                         | 1.2.3"
            })
    void whatIsNotAWaveformIsToldFromAWaveformThatCannotBeRead(String sopClass, String shown) {
        DicomDataset object =
                object(group("SS", 16, words(1))).remove(Tag.WaveformSequence).setString(Tag.SOPClassUID, sopClass);

        assertThatThrownBy(() -> decode(object))
                .isInstanceOf(NotAWaveformException.class)
                .hasMessage("the DICOM object is not a waveform: SOP class " + shown);
    }

    @Test
    void anEncapsulatedPdfIsNotAWaveform() {
        assertThatThrownBy(
                        () -> EcgDecoder.standard().decode(SAMPLES.resolve("result_pdf.dcm"), DecodingOptions.DEFAULT))
                .isInstanceOf(NotAWaveformException.class)
                .hasMessage(
                        "the DICOM object is not a waveform: SOP class 1.2.840.10008.5.1.4.1.1.104.1 (Encapsulated PDF)");
    }

    // The file around

    static Stream<Arguments> files() throws IOException {
        byte[] whole = Files.readAllBytes(SAMPLES.resolve("pydicom_waveform_ecg.dcm"));
        int dataset = 132 + 12 + (int) groupLength(whole);
        byte[] trailing = Arrays.copyOf(whole, whole.length + 3);
        System.arraycopy(new byte[] {'\r', '\n', 0x1A}, 0, trailing, whole.length, 3);
        byte[] noMark = whole.clone();
        Arrays.fill(noMark, 128, 132, (byte) 0);
        return Stream.of(
                Arguments.of("no preamble", Arrays.copyOfRange(whole, 128, whole.length)),
                Arguments.of("neither preamble nor mark", Arrays.copyOfRange(whole, 132, whole.length)),
                Arguments.of("no file meta information", Arrays.copyOfRange(whole, dataset, whole.length)),
                Arguments.of("filling behind", trailing),
                Arguments.of("a whole block of zeros behind", Arrays.copyOf(whole, whole.length + 4096)));
    }

    private static long groupLength(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileWithoutItsFrameHasTheSameEcgAndANote(String fault, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("odd"), bytes);

        EcgRecording odd = EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
        EcgRecording whole =
                EcgDecoder.standard().decode(SAMPLES.resolve("pydicom_waveform_ecg.dcm"), DecodingOptions.DEFAULT);

        assertThat(odd.source()).isEqualTo(whole.source());
        assertThat(odd.leads().keySet()).isEqualTo(whole.leads().keySet());
        assertThat(Objects.requireNonNull(odd.lead(Lead.V3)).millivolts())
                .isEqualTo(Objects.requireNonNull(whole.lead(Lead.V3)).millivolts());
        assertThat(odd.issues()).extracting(QualityIssue::code).contains("dicom-encoding");
        assertThat(whole.issues()).extracting(QualityIssue::code).doesNotContain("dicom-encoding");
    }

    private EcgRecording decode(DicomDataset object) throws Exception {
        return decode(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** Through the bytes of a file. */
    private EcgRecording decode(DicomDataset object, TransferSyntax syntax) throws Exception {
        byte[] bytes = DicomWriter.standard().toBytes(DicomFile.of(object), syntax);
        assertThat(DicomReader.standard().read(bytes).notes()).isEmpty();
        return EcgDecoder.standard().decode(Files.write(folder.resolve("f"), bytes), DecodingOptions.DEFAULT);
    }

    private static double[] millivolts(EcgRecording ecg) {
        return Objects.requireNonNull(ecg.lead(Lead.I)).millivolts();
    }

    private static DicomDataset channel(DicomDataset group) {
        return group.getItems(Tag.ChannelDefinitionSequence).get(0);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putShort((short) word);
        }
        return bytes.array();
    }

    private static byte[] longs(int... longs) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * longs.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : longs) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    /** A General 32-bit object, of which the standard limits least. */
    private static DicomDataset object(DicomDataset group) {
        return new DicomDataset()
                .setString(Tag.SOPClassUID, UID.General32bitECGWaveformStorage)
                .setString(Tag.SOPInstanceUID, "1.2.3.4")
                .setItems(Tag.WaveformSequence, group);
    }

    /** Lead I in units of a millivolt. */
    private static DicomDataset group(String interpretation, int bits, byte[] data) {
        DicomDataset channel = new DicomDataset()
                .setItems(Tag.ChannelSourceSequence, code("2:1", "MDC", "Lead I"))
                .setString(Tag.ChannelSensitivity, "1")
                .setItems(Tag.ChannelSensitivityUnitsSequence, code("mV", "UCUM", "millivolt"))
                .setInt(Tag.WaveformBitsStored, bits);
        return new DicomDataset()
                .setString(Tag.WaveformOriginality, "ORIGINAL")
                .setInt(Tag.NumberOfWaveformChannels, 1)
                .setInt(Tag.NumberOfWaveformSamples, data.length * 8 / bits)
                .setString(Tag.SamplingFrequency, "500")
                .setItems(Tag.ChannelDefinitionSequence, channel)
                .setInt(Tag.WaveformBitsAllocated, bits)
                .setString(Tag.WaveformSampleInterpretation, interpretation)
                .setBytes(Tag.WaveformData, bits == 8 ? VR.OB : VR.OW, data);
    }

    private static DicomDataset code(String value, String scheme, String meaning) {
        return new DicomDataset()
                .setString(Tag.CodeValue, value)
                .setString(Tag.CodingSchemeDesignator, scheme)
                .setString(Tag.CodeMeaning, meaning);
    }
}
