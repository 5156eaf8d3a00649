package org.einthoven.codecs.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.einthoven.codecs.scp.ScpWriter.join;
import static org.einthoven.codecs.scp.ScpWriter.numbers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.NotAWaveformException;
import org.einthoven.codecs.scp.ScpWriter.Beat;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of wrong or odd record, and what is said of it. */
class ScpFaultsTest {
    private static final int TEN_GIGABYTES_OF_SAMPLES = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("faults")
    void refusesWithOneSentence(byte[] record, String sentence) throws Exception {
        assertThatThrownBy(() -> decode(record))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage(sentence);
    }

    static Stream<Arguments> faults() {
        return Stream.of(records(), rhythm(), tables(), beats()).flatMap(s -> s);
    }

    private static Stream<Arguments> records() {
        byte[] whole = ecg().write();
        return Stream.of(
                fault(
                        Arrays.copyOf(whole, whole.length - 1),
                        "the SCP record is truncated: it declares " + whole.length + " bytes and the file holds "
                                + (whole.length - 1)),
                fault(
                        put(whole, 2, 4, 0xffff_ffffL),
                        "the SCP record is truncated: it declares 4294967295 bytes and the file holds " + whole.length),
                fault(put(whole, 2, 4, 9), "the SCP record declares a length of 9 bytes"),
                fault(flip(whole, 0), "the SCP record is damaged: its CRC does not match its content"),
                fault(flip(whole, whole.length - 5), "the SCP record is damaged: its CRC does not match its content"),
                fault(
                        put(flip(whole, whole.length - 5), 0, 2, 0),
                        "section 6 of the SCP record is damaged: its CRC does not match its content"),
                fault(
                        ScpWriter.repair(put(whole, 10, 4, 0x4000_0000L)),
                        "section 0 of the SCP record does not lie within it: 1073741824 bytes from byte 7 of "
                                + whole.length),
                fault(
                        repaired(put(whole, pointer(6) + 2, 4, 0xffff_0000L)),
                        "section 6 of the SCP record does not lie within it: 4294901760 bytes from byte "
                                + position(whole, 6) + " of " + whole.length),
                fault(
                        repaired(put(whole, pointer(6) + 6, 4, position(whole, 3))),
                        "section 0 of the SCP record points to section 6 where section 3 stands"),
                fault(
                        repaired(put(put(whole, pointer(5), 2, 6), pointer(5) + 2, 8, pointerOf(whole, 6))),
                        "section 0 of the SCP record points to section 6 twice"),
                fault(ecg().section(6, null).write(), "the SCP record holds no rhythm data (section 6)"),
                fault(
                        ecg().section(6, null).section(12, new byte[40]).write(),
                        "the SCP record holds long-term rhythm data (section 12), which is not read"),
                fault(
                        ecg().section(3, null).write(),
                        "the SCP record has rhythm data and no lead definition (section 3)"),
                fault(ecg().section(1, new byte[1_100_000]).write(), "section 1 of the SCP record has 1100000 bytes"),
                fault(
                        ecg().section(1, join(new byte[] {2}, numbers(2, 400), new byte[40]))
                                .write(),
                        "section 1 of the SCP record: the field with tag 2 has 400 bytes of 41 that are left"));
    }

    private static Stream<Arguments> rhythm() {
        return Stream.of(
                fault(
                        ecg().section(6, join(numbers(2, 0, 2000), new byte[20]))
                                .write(),
                        "the amplitude value multiplier in section 6 of the SCP record is 0"),
                fault(
                        ecg().section(6, join(numbers(2, 2500, 0), new byte[20]))
                                .write(),
                        "the sample time interval in section 6 of the SCP record is 0"),
                fault(
                        ecg().section(6, join(numbers(2, 2500, 2000), new byte[] {3, 0}, new byte[20]))
                                .write(),
                        "section 6 of the SCP record has the unknown encoding 3"),
                fault(
                        ecg().section(6, join(numbers(2, 2500), new byte[1])).write(),
                        "section 6 of the SCP record is cut short (bytes needed: 1, left: 0)"),
                fault(
                        ecg().section(
                                        6,
                                        join(
                                                numbers(2, 2500, 2000),
                                                new byte[2],
                                                numbers(2, 8000, 8000),
                                                new byte[100]))
                                .write(),
                        "section 6 of the SCP record is truncated: its leads have 16000 bytes and 100 are left"),
                fault(
                        ecg().uncoded()
                                .section(6, join(numbers(2, 2500, 2000), new byte[2], numbers(2, 6, 4), new byte[10]))
                                .write(),
                        "section 6 of the SCP record: lead 2 (V1) is truncated: its 4 bytes cannot hold 3 samples"),
                fault(
                        ecg().section(6, join(numbers(2, 2500, 2000), new byte[2], numbers(2, 1, 1), new byte[] {
                                    (byte) 0x80, (byte) 0xff
                                }))
                                .write(),
                        "section 6 of the SCP record: lead 2 (V1) is truncated: it holds 0 of 3 samples"),
                fault(ecg().section(3, new byte[] {0, 4}).write(), "section 3 of the SCP record defines no lead"),
                fault(
                        ecg().section(3, leads(4, new long[] {5, 4, 1})).write(),
                        "section 3 of the SCP record: lead 1 (I) goes from sample 5 to sample 4"),
                fault(
                        ecg().section(3, leads(4, new long[] {1, 0xffff_ffffL, 1}))
                                .write(),
                        "section 3 of the SCP record: lead 1 (I) goes from sample 1 to sample 4294967295"),
                fault(
                        ecg().section(3, leads(4, new long[] {1, TEN_GIGABYTES_OF_SAMPLES, 1}))
                                .write(),
                        "section 3 of the SCP record declares 2147483647 samples, more than 16777216"),
                fault(
                        ecg().section(3, leads(4, new long[] {1, 10_000_000, 1}))
                                .write(),
                        "section 6 of the SCP record: lead 1 (I) is truncated: its 2 bytes cannot hold 10000000 samples"),
                fault(
                        ecg().section(3, leads(0, new long[] {1, 3, 1}, new long[] {90_000, 90_002, 2}))
                                .write(),
                        "section 3 of the SCP record: the leads lie too far apart in time"),
                fault(
                        ecg().section(3, Arrays.copyOf(leads(4, new long[] {1, 3, 1}), 8))
                                .write(),
                        "section 3 of the SCP record is cut short (bytes needed: 2, left: 0)"));
    }

    private static Stream<Arguments> tables() {
        return Stream.of(
                fault(
                        ecg().section(2, numbers(2, 1, 0)).write(),
                        "section 2 of the SCP record: Huffman table 1 has 0 codes"),
                fault(
                        ecg().section(2, numbers(2, 65_535, 65_535)).write(),
                        "section 2 of the SCP record is cut short (bytes needed: 1, left: 0)"),
                fault(
                        ecg().section(2, table(new long[] {0, 16, 1, 0, 0})).write(),
                        "section 2 of the SCP record: the Huffman code (table 1, code 1) has a prefix of 0 bits and 16"
                                + " bits in all"),
                fault(
                        ecg().section(2, table(new long[] {3, 2, 1, 0, 0})).write(),
                        "section 2 of the SCP record: the Huffman code (table 1, code 1) has a prefix of 3 bits and 2"
                                + " bits in all"),
                fault(
                        ecg().section(2, table(new long[] {1, 9, 1, 7, 0})).write(),
                        "section 2 of the SCP record: the Huffman code (table 1, code 1) has both the value 7 and 8 bits"
                                + " for one"),
                fault(
                        ecg().section(2, table(new long[] {1, 1, 1, 0, 0}, new long[] {2, 2, 1, 1, 2}))
                                .write(),
                        "section 2 of the SCP record: code 2 of Huffman table 1 cannot be told from another"),
                fault(
                        ecg().section(2, table(new long[] {1, 1, 0, 3, 0}, new long[] {1, 1, 1, 0, 1}))
                                .section(6, join(numbers(2, 2500, 2000), new byte[2], numbers(2, 1, 1), new byte[2]))
                                .write(),
                        "section 6 of the SCP record: lead 1 (I) switches to Huffman table 3 of 1"),
                fault(
                        ecg().section(2, table(new long[] {2, 2, 1, 0, 0}))
                                .section(6, join(numbers(2, 2500, 2000), new byte[2], numbers(2, 1, 1), new byte[] {
                                    0x10, 0
                                }))
                                .write(),
                        "section 6 of the SCP record: lead 1 (I) holds no code of its Huffman table at sample 2"));
    }

    private static Stream<Arguments> beats() {
        byte[] subtracted = leads(5, new long[] {1, 3, 1}, new long[] {1, 3, 3});
        return Stream.of(
                fault(
                        ecg().section(3, subtracted).write(),
                        "the SCP record subtracts a reference beat (section 3) that it does not hold (section 5)"),
                fault(
                        beat().section(4, null).write(),
                        "the coding of the SCP record's rhythm data needs the locations of its beats (section 4)"),
                fault(
                        beat().section(4, join(numbers(2, 0, 1, 1, 0), numbers(4, 1, 1, 3, 0, 0)))
                                .write(),
                        "section 4 of the SCP record: the reference beat that was subtracted is 0 ms long"),
                fault(
                        beat().section(4, numbers(2, 6, 1, 65_535)).write(),
                        "section 4 of the SCP record is cut short (bytes needed: 2, left: 0)"),
                fault(
                        beat().section(4, join(numbers(2, 6, 1, 1, 0), numbers(4, 1, 1, 0xffff_fff0L, 0, 0)))
                                .write(),
                        "section 4 of the SCP record: the zones of subtraction cover 4294967280 of 3 samples"),
                fault(
                        beat().section(4, join(numbers(2, 6_000, 1, 1, 0), numbers(4, 1, 1, 3, 0, 0)))
                                .write(),
                        "section 5 of the SCP record: lead 1 (I) is truncated: its 2 bytes cannot hold 3000 samples"),
                fault(
                        beat().section(5, join(numbers(2, 2500, 1500), new byte[2], numbers(2, 0, 0)))
                                .write(),
                        "the sample time interval of section 6 of the SCP record, 2000 us, is no small multiple of section"
                                + " 5's"),
                fault(
                        beat().section(5, join(numbers(2, 2500, 1), new byte[2], numbers(2, 0, 0)))
                                .write(),
                        "the sample time interval of section 6 of the SCP record, 2000 us, is no small multiple of section"
                                + " 5's"),
                fault(
                        beat().decimated(4, true)
                                .section(
                                        4,
                                        join(
                                                numbers(2, 6, 1, 2, 0),
                                                numbers(4, 1, 1, 2),
                                                numbers(2, 0),
                                                numbers(4, 2, 2, 3),
                                                numbers(4, 1, 2, 2, 3)))
                                .write(),
                        "section 4 of the SCP record: the protected area from sample 2 to 3 does not follow the one before"
                                + " it"));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] whole = ecg().tag(2, "4711").write();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] record = whole.clone();
            record[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> new ScpRecordReader(record, DecodingOptions.DEFAULT).read())
                    .as("bit %d", bit)
                    .isInstanceOf(EcgDecodingException.class);
        }
    }

    @Test
    void aRecordWithoutWaveformIsToldFromOneThatCannotBeRead() {
        assertThatThrownBy(() -> decode(ecg().section(6, null).write())).isInstanceOf(NotAWaveformException.class);
    }

    @Test
    void aCrcThatIsAbsentIsToldWhereAnotherVouches() throws Exception {
        byte[] whole = ecg().write();
        for (int absent : new int[] {0, 0xffff}) {
            assertThat(codes(put(whole, 0, 2, absent))).containsExactly("crc-absent");
            byte[] section = put(whole, (int) position(whole, 6) - 1, 2, absent);
            byte[] record = put(section, 0, 2, ScpCrc.of(section, 2, section.length));
            assertThat(codes(record)).containsExactly("crc-absent");
            assertThatThrownBy(() -> decode(put(section, 0, 2, absent)))
                    .hasMessage("section 6 of the SCP record is damaged: its CRC does not match its content");
        }
    }

    @Test
    void theCrcSaysWhichLengthOfASectionIsRight() throws Exception {
        byte[] whole = ecg().write();
        int section3 = (int) position(whole, 3) - 1;
        byte[] pointer = put(whole, pointer(3) + 2, 4, 18);
        pointer = put(pointer, 6, 2, ScpCrc.of(pointer, 8, 6 + 136));
        pointer = put(pointer, 0, 2, ScpCrc.of(pointer, 2, pointer.length));

        assertThat(codes(pointer)).isEmpty();
        assertThat(decode(pointer).leads()).containsOnlyKeys(Lead.I, Lead.V1);
        assertThat(whole[section3 + 4]).isEqualTo((byte) 36);
    }

    @Test
    void bytesBehindTheRecordAreTold() throws Exception {
        byte[] whole = ecg().write();

        assertThat(codes(Arrays.copyOf(whole, whole.length + 100))).containsExactly("trailing-bytes");
    }

    @Test
    void aLeadThatIsThereTwiceCountsOnce() throws Exception {
        EcgRecording ecg = decode(new ScpWriter()
                .lead(1, 1, 2, 3)
                .lead(1, 4, 5, 6)
                .lead(2, 7, 8, 9)
                .write());

        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.II);
        assertThat(ecg.leads().get(Lead.I).millivolts()[0]).isEqualTo(.0025);
        assertThat(ecg.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo("duplicate-lead");
            assertThat(issue.text()).isEqualTo("Lead 2 of the SCP record repeats lead I and is left out");
        });
    }

    @Test
    void leadsOfNoKnownNumberStayApart() throws Exception {
        assertThat(decode(new ScpWriter()
                                .lead(0, 1, 2, 3)
                                .lead(0, 4, 5, 6)
                                .lead(200, 4, 5, 6)
                                .write())
                        .leads())
                .containsOnlyKeys(new Lead("lead 1 (SCP 0)"), new Lead("lead 2 (SCP 0)"), new Lead("lead 3 (SCP 200)"));
    }

    @Test
    void whatWasACalibrationPulseBecameADerivedLead() throws Exception {
        ScpWriter writer = new ScpWriter().lead(31, 1, 2, 3).lead(79, 1, 2, 3).lead(5, 4, 5, 6);

        assertThat(decode(writer.protocol(20).write()).leads())
                .containsOnlyKeys(new Lead("I-cal"), new Lead("V8-cal"), Lead.V3);
        assertThat(decode(writer.protocol(22).write()).leads())
                .containsOnlyKeys(new Lead("dI"), new Lead("lead 2 (SCP 79)"), Lead.V3);
    }

    @Test
    void aSectionOfManyPointersSaysNoMoreThanItMust() throws Exception {
        ScpWriter writer = ecg();
        for (int id = 12; id < 100; id++) {
            writer.section(id, new byte[20]);
        }
        assertThat(decode(writer.write()).issues()).singleElement().satisfies(issue -> assertThat(issue.text())
                .endsWith("28, 29, and more"));
    }

    @Test
    void oneLeadIsAnEcg() throws Exception {
        EcgRecording ecg =
                decode(new ScpWriter().notSimultaneous().lead(2, 1, 2, 3).write());

        assertThat(ecg.leads()).containsOnlyKeys(Lead.II);
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void leadsOfUnequalLengthLackWhatWasNotRecorded() throws Exception {
        EcgRecording ecg = decode(new ScpWriter()
                .lead(1, 11, new int[] {1, 2, 3})
                .lead(2, 12, new int[] {4, 5, 6, 7, 8})
                .write());

        assertThat(ecg.length()).isEqualTo(6);
        assertThat(ecg.leads().get(Lead.I).millivolts())
                .containsExactly(.0025, .005, .0075, Double.NaN, Double.NaN, Double.NaN);
        assertThat(ecg.leads().get(Lead.II).millivolts()).startsWith(Double.NaN, .01);
    }

    @Test
    void leadsThatCoincideAndAreNotSaidToAreTold() throws Exception {
        assertThat(codes(new ScpWriter()
                        .notSimultaneous()
                        .lead(1, 1, 2, 3)
                        .lead(2, 1, 2, 3)
                        .write()))
                .containsExactly("simultaneity-not-stated");
    }

    @Test
    void anOldRecordIsRecognisedWithoutItsMark() throws Exception {
        byte[] whole = ecg().protocol(10).write();
        byte[] record = ScpWriter.repair(put(whole, 16, 6, 0));

        assertThat(EcgDecoder.standard().formatOf(Files.write(folder.resolve("ecg"), record)))
                .contains("SCP");
        assertThat(decode(record).leads()).containsOnlyKeys(Lead.I, Lead.V1);
        assertThat(EcgDecoder.standard().formatOf(Files.write(folder.resolve("ecg"), new byte[40])))
                .isEmpty();
    }

    private List<String> codes(byte[] record) throws Exception {
        return decode(record).issues().stream().map(QualityIssue::code).toList();
    }

    private EcgRecording decode(byte[] record) throws Exception {
        return EcgDecoder.standard().decode(Files.write(folder.resolve("ecg"), record), DecodingOptions.DEFAULT);
    }

    private static ScpWriter ecg() {
        return new ScpWriter().lead(1, 1, 2, 3).lead(3, 4, 5, 6);
    }

    private static ScpWriter beat() {
        return ecg().referenceBeat(2500, 1, new int[][] {new int[3], new int[3]})
                .beat(new Beat(0, 1, 1, 3, 1, 3));
    }

    private static byte[] leads(int flags, long[]... leads) {
        byte[] section = {(byte) leads.length, (byte) flags};
        for (long[] lead : leads) {
            section = join(section, numbers(4, lead[0], lead[1]), numbers(1, lead[2]));
        }
        return section;
    }

    private static byte[] table(long[]... codes) {
        byte[] section = numbers(2, 1, codes.length);
        for (long[] code : codes) {
            section = join(section, numbers(1, code[0], code[1], code[2]), numbers(2, code[3]), numbers(4, code[4]));
        }
        return section;
    }

    private static Arguments fault(byte[] record, String sentence) {
        return Arguments.of(record, sentence);
    }

    private static byte[] put(byte[] record, int at, int bytes, long value) {
        byte[] changed = record.clone();
        System.arraycopy(numbers(bytes, value), 0, changed, at, bytes);
        return changed;
    }

    private static byte[] flip(byte[] record, int at) {
        byte[] changed = record.clone();
        changed[at] ^= 0x10;
        return changed;
    }

    /** With right CRCs of section 0 and the record. */
    private static byte[] repaired(byte[] record) {
        int section0 = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getInt(10);
        byte[] changed = put(record, 6, 2, ScpCrc.of(record, 8, 6 + section0));
        return put(changed, 0, 2, ScpCrc.of(changed, 2, changed.length));
    }

    private static int pointer(int id) {
        return 22 + 10 * id;
    }

    private static long pointerOf(byte[] record, int id) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getLong(pointer(id) + 2);
    }

    /** Where a section starts, from 1. */
    private static long position(byte[] record, int id) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getInt(pointer(id) + 6);
    }
}
