package org.einthoven.codecs.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.einthoven.codecs.DecodingOptions;
import org.einthoven.codecs.EcgDecoder;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.scp.ScpWriter.Beat;
import org.einthoven.codecs.scp.ScpWriter.Code;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every coding of rhythm data, written and read back. */
class ScpCodingTest {
    private static final long SEED = Long.getLong("einthoven.scp.seed", 20261128L);

    private static final List<Code> FIRST = List.of(
            Code.value("0", 0),
            Code.value("100", 1),
            Code.value("101", -1),
            Code.table("1100", 2),
            Code.extra("1101", 5),
            Code.extra("111", 16));

    /** Two tables that switch to one another. */
    private static final List<List<Code>> SWITCHING =
            List.of(FIRST, List.of(Code.table("01", 1), Code.extra("10", 7), Code.extra("11", 16)));

    /** The second switches to the default one, which knows no way back. */
    private static final List<List<Code>> TO_DEFAULT =
            List.of(FIRST, List.of(Code.table("00", 19_999), Code.extra("10", 7), Code.extra("11", 16)));

    private static final List<List<Code>> ONE_TABLE =
            List.of(List.of(Code.extra("1", 16), Code.value("01", 0), Code.extra("00", 4)));

    @TempDir
    Path folder;

    static Stream<Arguments> codings() {
        return Stream.of("uncoded", "default table", "one table", "switching tables", "to the default")
                .flatMap(tables -> Stream.of(0, 1, 2).map(differences -> Arguments.of(tables, differences)));
    }

    @ParameterizedTest(name = "{0}, differences {1}")
    @MethodSource("codings")
    void readsBackEverySample(String tables, int differences) throws Exception {
        EcgRecording ecg = read(coded(wide(), tables).differences(differences));

        assertThat(ecg.format()).isEqualTo("SCP");
        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(ecg.leads()).containsOnlyKeys(Lead.I, Lead.AVR, Lead.V3);
        assertThat(ecg.lead(Lead.I)).isNotNull();
        assertThat(millivolts(ecg, Lead.I)).containsExactly(scaled(random(1, 900, 40)), within(1e-12));
        assertThat(millivolts(ecg, Lead.AVR)).containsExactly(scaled(random(2, 900, 40_000)), within(1e-12));
        assertThat(millivolts(ecg, Lead.V3)).containsExactly(scaled(new int[900]), within(0.0));
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void everyLosslessCodingHasTheSameContentHash() throws Exception {
        Set<String> hashes = new HashSet<>();
        for (Arguments coding : codings().toList()) {
            ScpWriter writer = coded(wide(), (String) coding.get()[0]).differences((int) coding.get()[1]);
            hashes.add(read(writer).source().contentHash());
        }
        assertThat(hashes).hasSize(1);
        assertThat(read(wide().scale(2501, 2000)).source().contentHash()).isNotIn(hashes);
        assertThat(read(wide().scale(2500, 1000)).source().contentHash()).isNotIn(hashes);
        assertThat(read(wide().tag(2, "another")).source().contentHash()).isIn(hashes);
        assertThat(read(wide().tag(2, "another")).source().identifier())
                .isNotEqualTo(read(wide()).source().identifier());
    }

    /** Annex C of prEN 1064:2002, as PixelMed's HuffmanDecoder cites and corrects it. */
    @Test
    void readsTheStandardsOwnExample() throws Exception {
        int[] samples = {
            13, 14, 15, 14, 16, 18, 19, 20, 22, 22, 23, 23, 23, 22, 22, 20, 17, 15, 12, 8, 6, 3, 1, 0, -2, -2, -3, -3
        };
        byte[] stream = {
            (byte) 0xff,
            (byte) 0x83,
            0x7f,
            (byte) 0xe0,
            (byte) 0xe6,
            (byte) 0xf1,
            0x53,
            0x65,
            0x59,
            (byte) 0xb6,
            0x5b,
            (byte) 0x96,
            0x4b,
            (byte) 0x96,
            0
        };
        byte[] section6 = ScpWriter.join(
                ScpWriter.numbers(2, 5000, 2000), new byte[] {2, 0}, ScpWriter.numbers(2, stream.length), stream);

        EcgRecording ecg = read(new ScpWriter().lead(1, samples).section(6, section6));

        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(
                        Arrays.stream(samples).mapToDouble(s -> s * .005).toArray(), within(1e-12));
    }

    @Test
    void sumsRunOverAtSixteenBitsAsTheWritersDo() throws Exception {
        int[] samples = {30_000, -30_000, 32_767, -32_768, 5};
        for (int differences = 0; differences <= 2; differences++) {
            assertThat(millivolts(read(new ScpWriter().lead(2, samples).differences(differences)), Lead.II))
                    .containsExactly(scaled(samples), within(1e-12));
        }
    }

    @ParameterizedTest(name = "{0}, differences {1}")
    @MethodSource("codings")
    void addsTheReferenceBeatBack(String tables, int differences) throws Exception {
        int[] first = random(3, 300, 20);
        int[] second = random(4, 300, 20);
        ScpWriter writer = coded(new ScpWriter().lead(1, first).lead(2, second), tables)
                .differences(differences)
                // The beat has twice the resolution's step of the rhythm data: 5 uV against 2.5 uV.
                .referenceBeat(5000, 20, new int[][] {random(5, 60, 300), random(6, 60, 300)})
                .beat(new Beat(0, 31, 50, 80, 0, 0))
                .beat(new Beat(1, 131, 150, 180, 0, 0))
                .beat(new Beat(0, 201, 215, 254, 0, 0));

        EcgRecording ecg = read(writer);

        assertThat(millivolts(ecg, Lead.I)).containsExactly(scaled(first), within(1e-12));
        assertThat(millivolts(ecg, Lead.II)).containsExactly(scaled(second), within(1e-12));
        assertThat(ecg.issues()).isEmpty();
        assertThat(ecg.vendorAnnotations())
                .extracting(a -> a.meaning() + " " + a.value() + " " + a.unit())
                .contains("QRS Complex (beat type 1) 150.0 {sample}");
    }

    /** Zones count samples as section 3 does, also in a lead that starts later. */
    @Test
    void addsTheReferenceBeatToLeadsThatStartLater() throws Exception {
        int[] first = random(3, 100, 20);
        int[] second = random(4, 100, 20);
        EcgRecording ecg = read(new ScpWriter()
                .notSimultaneous()
                .lead(1, 1, first)
                .lead(2, 101, second)
                .referenceBeat(2500, 10, new int[][] {random(5, 40, 300), random(6, 40, 300)})
                .beat(new Beat(0, 91, 100, 120, 0, 0)));

        assertThat(ecg.length()).isEqualTo(200);
        assertThat(Arrays.copyOfRange(millivolts(ecg, Lead.I), 0, 100)).containsExactly(scaled(first), within(1e-12));
        assertThat(Arrays.copyOfRange(millivolts(ecg, Lead.II), 100, 200))
                .containsExactly(scaled(second), within(1e-12));
        assertThat(Arrays.copyOfRange(millivolts(ecg, Lead.I), 100, 200)).containsOnly(Double.NaN);
        assertThat(Arrays.copyOfRange(millivolts(ecg, Lead.II), 0, 100)).containsOnly(Double.NaN);
    }

    @Test
    void aZoneBeyondTheReferenceBeatHasNothingToAdd() throws Exception {
        int[] samples = random(3, 100, 20);
        EcgRecording ecg = read(new ScpWriter()
                .lead(1, samples)
                .referenceBeat(2500, 10, new int[][] {random(5, 40, 300)})
                .beat(new Beat(0, 30, 50, 90, 0, 0)));

        assertThat(millivolts(ecg, Lead.I)).containsExactly(scaled(samples), within(1e-12));
        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("reference-beat-short");
    }

    /** Reckoned by hand: half a group keeps the first and the last value, straight lines lie between. */
    @Test
    void interpolatesBetweenTheMeansOfGroups() throws Exception {
        int[] samples = {10, 10, 10, 10, 1, 2, 3, 4, 20, 20, 20, 20, 28, 28, 28, 28};

        EcgRecording ecg = read(bimodal(samples, true, 5, 8));

        assertThat(ecg.samplingRateHz()).isEqualTo(500);
        assertThat(millivolts(ecg, Lead.I))
                .containsExactly(
                        scaled(new int[] {10, 10, 10, 10, 1, 2, 3, 4, 20, 20, 20, 22, 24, 26, 28, 28}), within(1e-12));
        assertThat(ecg.issues()).isEmpty();
    }

    @ParameterizedTest(name = "{0}, differences {1}")
    @MethodSource("codings")
    void readsBimodalDataWithReferenceBeats(String tables, int differences) throws Exception {
        int[] beat = random(5, 80, 200);
        int[] slow = slow(400);
        for (int i = 0; i < 70; i++) {
            slow[40 + i] += beat[i];
            slow[280 + i] += beat[i];
        }
        int[] steep = random(7, 400, 500);
        ScpWriter writer = coded(new ScpWriter().lead(7, slow).lead(8, steep), tables)
                .differences(differences)
                .referenceBeat(2500, 30, new int[][] {beat, random(6, 80, 200)})
                .beat(new Beat(0, 41, 70, 110, 61, 80))
                .beat(new Beat(1, 161, 180, 220, 181, 184))
                .beat(new Beat(0, 281, 310, 350, 301, 320))
                .decimated(4, true);

        EcgRecording ecg = read(writer);

        double[] protectedSamples = scaled(steep);
        for (int sample = 301; sample <= 320; sample++) {
            assertThat(millivolts(ecg, Lead.V6)[sample - 1]).isEqualTo(protectedSamples[sample - 1], within(1e-12));
        }
        // What is left beside the beat changes little, and is little changed by the decimation; the beat is not
        // decimated.
        assertThat(millivolts(ecg, Lead.V5)).containsExactly(scaled(slow), within(.016));
        assertThat(ecg.issues()).isEmpty();
    }

    @Test
    void theEndOfAStretchThatIsNoGroupIsReadByTheLengthOfTheLead() throws Exception {
        int[] samples = random(8, 203, 1);
        int[] flat = new int[203];
        Arrays.fill(flat, 7);
        for (int i = 50; i < 57; i++) {
            flat[i] = samples[i];
        }
        for (boolean averaged : new boolean[] {false, true}) {
            ScpWriter writer = bimodal(flat, true, 51, 57).uncoded();
            EcgRecording ecg = read(averaged ? writer.averagePartialGroups() : writer);

            assertThat(millivolts(ecg, Lead.I)).containsExactly(scaled(flat), within(1e-12));
            assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("bimodal-groups-partial");
        }
    }

    @Test
    void decimationWithoutItsFlagIsReadWhereTheLengthsProveIt() throws Exception {
        int[] samples = {10, 10, 10, 10, 1, 2, 3, 4, 20, 20, 20, 20, 28, 28, 28, 28};
        EcgRecording ecg = read(bimodal(samples, false, 5, 8).uncoded());

        assertThat(ecg.issues()).extracting(QualityIssue::code).containsExactly("bimodal-flag-missing");
        assertThat(ecg.length()).isEqualTo(16);
        byte[] tooLong = ScpWriter.join(
                ScpWriter.numbers(2, 2500, 8000), new byte[] {0, 0}, ScpWriter.numbers(2, 32), new byte[32]);
        assertThatThrownBy(() -> read(bimodal(samples, false, 5, 8).uncoded().section(6, tooLong)))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessageContaining("it is not clear which samples");
    }

    @Test
    void versionOneProtectsTheZonesOfSubtraction() throws Exception {
        int[] samples = {10, 10, 10, 10, 1, 2, 3, 4, 20, 20, 20, 20, 28, 28, 28, 28};
        ScpWriter writer = new ScpWriter()
                .lead(1, samples)
                .referenceBeat(2500, 1, new int[][] {new int[16]})
                .beat(new Beat(0, 5, 6, 8, 0, 0))
                .withoutProtectedAreas()
                .decimated(4, true);

        assertThat(millivolts(read(writer.protocol(11)), Lead.I)[6]).isEqualTo(3 * .0025, within(1e-12));
        assertThatThrownBy(() -> read(writer.protocol(13)))
                .isInstanceOf(EcgDecodingException.class)
                .hasMessage("section 4 of the SCP record is cut short: the protected areas are missing");
    }

    /** Corpuls and others store a reference beat of another rate beside rhythm data that do not need it. */
    @Test
    void aReferenceBeatThatIsNotUsedDoesNotMatter() throws Exception {
        int[] samples = random(1, 100, 50);
        byte[] section5 = ScpWriter.join(ScpWriter.numbers(2, 0, 1234), new byte[] {9, 0});

        EcgRecording ecg = read(new ScpWriter().lead(1, samples).section(5, section5));

        assertThat(millivolts(ecg, Lead.I)).containsExactly(scaled(samples), within(1e-12));
    }

    private static ScpWriter bimodal(int[] samples, boolean flagged, int protectedStart, int protectedEnd) {
        return new ScpWriter()
                .lead(1, samples)
                .differences(0)
                .referenceBeat(2500, 1, new int[][] {new int[8]})
                .beat(new Beat(0, protectedStart, protectedStart, protectedEnd, protectedStart, protectedEnd))
                .decimated(4, flagged);
    }

    private static ScpWriter wide() {
        return new ScpWriter()
                .lead(1, random(1, 900, 40))
                .lead(62, random(2, 900, 40_000))
                .lead(5, new int[900]);
    }

    private static ScpWriter coded(ScpWriter writer, String tables) {
        return switch (tables) {
            case "uncoded" -> writer.uncoded();
            case "one table" -> writer.tables(ONE_TABLE);
            case "switching tables" -> writer.tables(SWITCHING);
            case "to the default" -> writer.tables(TO_DEFAULT);
            default -> writer;
        };
    }

    private static int[] slow(int length) {
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (int) Math.round(100 * Math.sin(i / 40.0));
        }
        return samples;
    }

    private static int[] random(int number, int length, int span) {
        Random random = new Random(SEED + number);
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            samples[i] = random.nextInt(span) - span / 2;
        }
        return samples;
    }

    private static double[] scaled(int[] samples) {
        return Arrays.stream(samples).mapToDouble(s -> s * .0025).toArray();
    }

    private static double[] millivolts(EcgRecording ecg, Lead lead) {
        return Objects.requireNonNull(ecg.lead(lead)).millivolts();
    }

    private EcgRecording read(ScpWriter writer) throws Exception {
        Path file = Files.write(folder.resolve("ecg"), writer.write());
        return EcgDecoder.standard().decode(file, DecodingOptions.DEFAULT);
    }
}
