package org.einthoven.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormaliserTest {
    private final Normaliser normaliser = new Normaliser();

    private NormalisedEcg only(EcgRecording recording) {
        Normalisation normalisation = normaliser.normalise(recording);
        assertThat(normalisation.windows()).hasSize(1);
        return normalisation.windows().get(0);
    }

    private static List<String> codes(Normalisation normalisation) {
        return normalisation.quality().issues().stream().map(QualityIssue::code).toList();
    }

    @Nested
    class Resampling {
        @ParameterizedTest
        @ValueSource(
                doubles = {100, 125, 128, 200, 240, 250, 257, 300, 333.3333333, 360, 400, 500, 512, 977, 1000, 2000})
        void keepsWhatAnEcgConsistsOf(double rate) {
            double highest = Math.min(0.75 * rate / 2, 95);
            for (double hertz : new double[] {0.5, 10, highest}) {
                NormalisedEcg ecg = only(Recordings.oneLead(
                        Lead.II, rate, (int) Math.round(10 * rate), t -> Math.sin(2 * Math.PI * hertz * t)));
                // The ends, where the filter sees a held value in place of the tone, are left out.
                for (int n = 150; n < SAMPLES - 150; n++) {
                    assertThat((double) ecg.sample(Lead.II, n))
                            .as("%s Hz at %s Hz, sample %d", hertz, rate, n)
                            .isCloseTo(Math.sin(2 * Math.PI * hertz * n / 250), within(2e-3));
                }
            }
        }

        @ParameterizedTest
        @CsvSource({"500,151", "500,200", "1000,160", "1000,250", "1000,449", "2000,990", "360,170"})
        void suppressesWhatWouldFoldBack(double rate, double hertz) {
            NormalisedEcg ecg =
                    only(Recordings.oneLead(Lead.V1, rate, (int) (10 * rate), t -> Math.sin(2 * Math.PI * hertz * t)));
            for (int n = 150; n < SAMPLES - 150; n++) {
                assertThat(Math.abs(ecg.sample(Lead.V1, n))).as("sample %d", n).isLessThan(2e-4f);
            }
        }

        @ParameterizedTest
        @ValueSource(doubles = {100, 240, 257, 500, 1000})
        void keepsAConstantOffset(double rate) {
            NormalisedEcg ecg = only(Recordings.oneLead(Lead.V2, rate, (int) (10 * rate), t -> t < 0.001 ? 1.1 : 1.0));
            for (int n = 200; n < 2300; n++) {
                assertThat(ecg.sample(Lead.V2, n)).isCloseTo(1f, within(1e-6f));
            }
        }

        /** A lead without gaps goes a shorter way; a gap elsewhere must not change what is computed far from it. */
        @ParameterizedTest
        @ValueSource(doubles = {250, 257, 500, 1000})
        void isTheSameFarFromAGapAsWithoutOne(double rate) {
            int length = (int) (20 * rate);
            double gap = 15;
            NormalisedEcg whole = normaliser
                    .normalise(Recordings.oneLead(Lead.II, rate, length, t -> Math.sin(7 * t) + t / 10))
                    .windows()
                    .get(0);
            NormalisedEcg gapped = normaliser
                    .normalise(Recordings.oneLead(
                            Lead.II,
                            rate,
                            length,
                            t -> t > gap && t < gap + 0.1 ? Double.NaN : Math.sin(7 * t) + t / 10))
                    .windows()
                    .get(0);
            assertThat(gapped.samples()).isEqualTo(whole.samples());
            assertThat(gapped.valid()).isEqualTo(whole.valid());
        }

        @Test
        void handsSamplesAt250HzThrough() {
            EcgRecording recording = Recordings.oneLead(Lead.I, 250, 2500, t -> Math.sin(700 * t) + t);
            NormalisedEcg ecg = only(recording);
            double[] in = recording.leads().get(Lead.I).millivolts();
            for (int n = 0; n < SAMPLES; n++) {
                assertThat(ecg.sample(Lead.I, n)).isEqualTo((float) in[n]);
            }
        }

        /** The hash was written down on another run: a change of one bit anywhere changes it. */
        @ParameterizedTest
        @CsvSource({
            "100,ad45c57093123605",
            "360,1db8c4a1f4055c26",
            "500,6c937822ebfa4fc4",
            "977,8122d83b8714ff5e",
        })
        void givesTheSameBitsEveryTime(double rate, String sha256) throws Exception {
            NormalisedEcg ecg = only(sawtooth(rate));
            ByteBuffer bytes = ByteBuffer.allocate(4 * NormalisedEcg.SIZE);
            for (float sample : ecg.samples()) {
                bytes.putFloat(sample);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo(sha256);
        }

        /** Made by integer arithmetic alone, so that the input does not depend on a library's sine. */
        private EcgRecording sawtooth(double rate) {
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            for (Lead lead : Lead.STANDARD) {
                double[] samples = new double[(int) (10 * rate)];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (i * (7 + lead.standardIndex()) % 1009) / 512.0 - 0.5;
                }
                leads.put(lead, new SampledSignal(rate, samples));
            }
            return Recordings.of(leads);
        }

        @Test
        void doesNotDependOnTheWindowThatASampleLiesIn() {
            EcgRecording recording = Recordings.oneLead(
                    Lead.V4, 360, 360 * 25, t -> Math.sin(2 * Math.PI * 7 * t) + 0.3 * Math.sin(2 * Math.PI * 41 * t));
            List<NormalisedEcg> windows = normaliser.normalise(recording).windows();
            assertThat(windows).extracting(NormalisedEcg::startSeconds).containsExactly(0.0, 10.0, 15.0);
            for (int n = 0; n < 1250; n++) {
                assertThat(windows.get(2).sample(Lead.V4, n))
                        .as("sample %d", n)
                        .isEqualTo(windows.get(1).sample(Lead.V4, n + 1250));
            }
        }
    }

    @Nested
    class Leads {
        @Test
        void whatWasFoundToExcludeALeadMasksItAndIsDerivedAgain() {
            EcgRecording recording = Recordings.twelveTones(500, 5000);
            QualityIssue issue = new QualityIssue(QualityIssue.Severity.EXCLUDE_LEAD, "lead-order", Lead.AVL, "wrong");
            QualityIssue noise =
                    new QualityIssue(QualityIssue.Severity.EXCLUDE_LEAD, "muscle-noise", Lead.V3, "drowned");
            NormalisedEcg ecg = normaliser
                    .normalise(recording, new QualityReport(List.of(issue, noise)))
                    .windows()
                    .get(0);
            assertThat(ecg.isValid(Lead.V3, 1000)).isFalse();
            assertThat(ecg.isValid(Lead.V2, 1000)).isTrue();
            assertThat(ecg.sample(Lead.AVL, 1000)).isEqualTo(ecg.sample(Lead.I, 1000) - ecg.sample(Lead.II, 1000) / 2);
        }

        @Test
        void whatIsNotToBeAnalysedHasNoWindows() {
            QualityIssue issue = new QualityIssue(QualityIssue.Severity.DO_NOT_ANALYSE, "unit-error", null, "wrong");
            Normalisation normalisation =
                    normaliser.normalise(Recordings.twelveTones(500, 5000), new QualityReport(List.of(issue)));
            assertThat(normalisation.windows()).isEmpty();
            assertThat(normalisation.quality().reasonNotAnalysed()).hasValue("wrong");
        }

        @Test
        void whatIsOnlyNotedChangesNothing() {
            EcgRecording recording = Recordings.twelveTones(500, 5000);
            NormalisedEcg noted = normaliser
                    .normalise(recording, new QualityReport(List.of(QualityIssue.note("powerline", "hum"))))
                    .windows()
                    .get(0);
            assertThat(noted.samples()).isEqualTo(only(recording).samples());
        }

        @Test
        void eachGoesToItsRow() {
            NormalisedEcg ecg = only(Recordings.twelveTones(500, 5000));
            for (Lead lead : Lead.STANDARD) {
                double hertz = 1 + 2 * lead.standardIndex();
                assertThat((double) ecg.sample(lead, 1000))
                        .as(lead.name())
                        .isCloseTo(Math.sin(2 * Math.PI * hertz * 4), within(2e-3));
                assertThat((double) ecg.sample(lead, 1013))
                        .as(lead.name())
                        .isCloseTo(Math.sin(2 * Math.PI * hertz * 1013 / 250), within(2e-3));
            }
        }

        @Test
        void theFourAreDerivedFromTwo() {
            SampledSignal one = Recordings.signal(250, 2500, t -> Math.sin(9 * t));
            SampledSignal two = Recordings.signal(250, 2500, t -> Math.cos(5 * t));
            Normalisation normalisation = normaliser.normalise(Recordings.of(Map.of(Lead.I, one, Lead.II, two)));
            NormalisedEcg ecg = normalisation.windows().get(0);
            for (int n = 0; n < SAMPLES; n++) {
                double i = one.millivolts()[n];
                double ii = two.millivolts()[n];
                assertThat((double) ecg.sample(Lead.III, n)).isCloseTo(ii - i, within(1e-6));
                assertThat((double) ecg.sample(Lead.AVR, n)).isCloseTo(-(i + ii) / 2, within(1e-6));
                assertThat((double) ecg.sample(Lead.AVL, n)).isCloseTo(i - ii / 2, within(1e-6));
                assertThat((double) ecg.sample(Lead.AVF, n)).isCloseTo(ii - i / 2, within(1e-6));
            }
            assertThat(codes(normalisation)).filteredOn("lead-derived"::equals).hasSize(4);
            assertThat(codes(normalisation)).filteredOn("lead-absent"::equals).hasSize(6);
        }

        @Test
        void oneIsDerivedFromTwoAndThree() {
            SampledSignal two = Recordings.signal(250, 2500, t -> Math.cos(5 * t));
            SampledSignal three = Recordings.signal(250, 2500, t -> Math.sin(3 * t));
            NormalisedEcg ecg = only(Recordings.of(Map.of(Lead.II, two, Lead.III, three)));
            double expected = two.millivolts()[700] - three.millivolts()[700];
            assertThat((double) ecg.sample(Lead.I, 700)).isCloseTo(expected, within(1e-6));
            assertThat(ecg.isValid(Lead.AVF, 700)).isTrue();
        }

        @Test
        void aRecordedLeadIsNotReplaced() {
            SampledSignal tone = Recordings.signal(250, 2500, Math::sin);
            SampledSignal other = Recordings.signal(250, 2500, t -> 0.5 * Math.cos(t));
            NormalisedEcg ecg = only(Recordings.of(Map.of(Lead.I, tone, Lead.II, tone, Lead.III, other)));
            assertThat(ecg.sample(Lead.III, 300)).isEqualTo((float) other.millivolts()[300]);
        }

        @Test
        void aFlatOneIsLeftOutAndTold() {
            Map<Lead, SampledSignal> leads =
                    new LinkedHashMap<>(Recordings.twelveTones(500, 5000).leads());
            leads.put(Lead.V3, Recordings.signal(500, 5000, t -> 0.25));
            Normalisation normalisation = normaliser.normalise(Recordings.of(leads));
            assertThat(codes(normalisation)).containsExactly("lead-flat");
            assertThat(normalisation.windows().get(0).isValid(Lead.V3, 100)).isFalse();
            assertThat(normalisation.windows().get(0).sample(Lead.V3, 100)).isZero();
            assertThat(normalisation.quality().analysable()).isTrue();
        }

        @Test
        void oneBeyondWhatAHeartCanDoIsLeftOut() {
            Normalisation normalisation =
                    normaliser.normalise(Recordings.oneLead(Lead.V3, 500, 5000, t -> 1000 * Math.sin(t)));
            assertThat(codes(normalisation)).containsExactly("no-usable-lead", "amplitude-implausible");
        }

        @Test
        void oneThatIsNoneOfTheTwelveIsTold() {
            Normalisation normalisation = normaliser.normalise(Recordings.of(Map.of(
                    Lead.II,
                    Recordings.signal(250, 2500, Math::sin),
                    new Lead("V7"),
                    Recordings.signal(250, 2500, Math::sin))));
            assertThat(codes(normalisation)).contains("lead-not-analysed");
        }
    }

    @Nested
    class Mask {
        @Test
        void marksTheRestOfAShortRecording() {
            Normalisation normalisation =
                    normaliser.normalise(Recordings.oneLead(Lead.II, 500, 2000, t -> Math.sin(3 * t) + 1));
            NormalisedEcg ecg = normalisation.windows().get(0);
            assertThat(ecg.isValid(Lead.II, 999)).isTrue();
            assertThat(ecg.isValid(Lead.II, 1000)).isFalse();
            assertThat(ecg.sample(Lead.II, 1000)).isZero();
            assertThat(codes(normalisation)).contains("short-recording");
        }

        @Test
        void marksWhatWasNotRecorded() {
            Random random = new Random(20261122);
            double[] samples = new double[5000];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = i >= 1000 && i < 1500 ? Double.NaN : random.nextGaussian();
            }
            NormalisedEcg ecg = only(Recordings.of(Map.of(Lead.V5, new SampledSignal(500, samples))));
            assertThat(ecg.isValid(Lead.V5, 499)).isTrue();
            assertThat(ecg.isValid(Lead.V5, 500)).isFalse();
            assertThat(ecg.isValid(Lead.V5, 749)).isFalse();
            assertThat(ecg.isValid(Lead.V5, 750)).isTrue();
            assertThat(ecg.sample(Lead.V5, 600)).isZero();
        }

        /** Of a minute only the ten seconds with the artefact are left out. */
        @Test
        void leavesOutTheWindowOfAnArtefact() {
            EcgRecording minute =
                    Recordings.oneLead(Lead.II, 500, 30_000, t -> Math.sin(3 * t) + (t > 25 && t < 25.02 ? 40 : 0));
            List<NormalisedEcg> windows = normaliser.normalise(minute).windows();
            assertThat(windows).hasSize(6);
            for (int window = 0; window < windows.size(); window++) {
                assertThat(windows.get(window).isValid(Lead.II, 1200)).isEqualTo(window != 2);
            }
            assertThat(windows.get(2).sample(Lead.II, 1200)).isZero();
        }

        @Test
        void keepsAThreeByFourPrintApart() {
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            for (Lead lead : Lead.STANDARD) {
                int column = lead.standardIndex() / 3;
                leads.put(
                        lead,
                        Recordings.signal(
                                500,
                                5000,
                                t -> t >= 2.5 * column && t < 2.5 * (column + 1) ? Math.sin(9 * t) : Double.NaN));
            }
            NormalisedEcg ecg = only(Recordings.of(leads));
            assertThat(ecg.isValid(Lead.I, 100)).isTrue();
            assertThat(ecg.isValid(Lead.I, 700)).isFalse();
            assertThat(ecg.isValid(Lead.V1, 100)).isFalse();
            assertThat(ecg.isValid(Lead.V1, 1300)).isTrue();
        }

        @Test
        void everySampleIsFiniteWhateverComes() {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int round = 0; round < 200; round++) {
                double rate = 50 + random.nextDouble() * 2100;
                int length = 1 + random.nextInt(40_000);
                Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
                for (int k = random.nextInt(12); k >= 0; k--) {
                    double missing = random.nextDouble() < 0.5 ? 0 : random.nextDouble();
                    leads.put(
                            Lead.STANDARD.get(random.nextInt(12)),
                            Recordings.signal(
                                    rate,
                                    length,
                                    t -> random.nextDouble() < missing ? Double.NaN : random.nextGaussian()));
                }
                Normalisation normalisation = normaliser.normalise(Recordings.of(leads));
                assertThat(normalisation.windows().isEmpty())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(!normalisation.quality().analysable());
                for (NormalisedEcg ecg : normalisation.windows()) {
                    for (int i = 0; i < NormalisedEcg.SIZE; i++) {
                        assertThat(Float.isFinite(ecg.samples()[i]) && (ecg.valid()[i] || ecg.samples()[i] == 0))
                                .as("seed %d round %d sample %d", seed, round, i)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Nested
    class Windows {
        @ParameterizedTest
        @CsvSource({"10,1", "10.5,1", "11.1,2", "20,2", "24,3", "60,6", "1800,60"})
        void coverTheRecording(double seconds, int windows) {
            Normalisation normalisation =
                    normaliser.normalise(Recordings.oneLead(Lead.II, 200, (int) (200 * seconds), t -> Math.sin(3 * t)));
            assertThat(normalisation.windows()).hasSize(windows);
            assertThat(codes(normalisation).contains("windows-sampled")).isEqualTo(seconds > 600);
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @ValueSource(doubles = {1, 50, 99.9, 2000.1, 100_000})
        void ratesOutsideTheRange(double rate) {
            Normalisation normalisation =
                    normaliser.normalise(Recordings.oneLead(Lead.II, rate, (int) (10 * rate), Math::sin));
            assertThat(normalisation.windows()).isEmpty();
            assertThat(normalisation.quality().reasonNotAnalysed())
                    .hasValue("the sampling rate of " + rate + " Hz is outside 100 to 2000 Hz");
        }

        @Test
        void lessThanAStrip() {
            Normalisation normalisation = normaliser.normalise(Recordings.oneLead(Lead.II, 500, 1249, Math::sin));
            assertThat(normalisation.quality().reasonNotAnalysed()).hasValue("the recording is shorter than 2.5 s");
        }

        @Test
        void noLeadOfTheTwelve() {
            Normalisation normalisation = normaliser.normalise(Recordings.oneLead(new Lead("X"), 500, 5000, Math::sin));
            assertThat(normalisation.quality().reasonNotAnalysed()).hasValue("no standard lead can be read");
        }
    }
}
