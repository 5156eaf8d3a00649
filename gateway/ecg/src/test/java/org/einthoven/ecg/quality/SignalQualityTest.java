package org.einthoven.ecg.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.delineation.Delineator;
import org.einthoven.ecg.measurement.MedianBeat;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalQualityTest {
    private static TestLeads clean() {
        return TestLeads.of(7, 500, 10, Noise.CLEAN);
    }

    private static DoubleUnaryOperator tone(double hertz, double millivolts) {
        return seconds -> millivolts * Math.sin(2 * Math.PI * hertz * seconds);
    }

    private static DoubleUnaryOperator noise(double millivolts) {
        Random random = new Random(11);
        return seconds -> millivolts * random.nextGaussian();
    }

    private static QualityIssue only(TestLeads leads) {
        assertThat(leads.assess()).hasSize(1);
        return leads.assess().get(0);
    }

    @Nested
    class Clean {
        @ParameterizedTest
        @ValueSource(doubles = {100, 125, 128, 200, 250, 257, 360, 500, 977, 1000})
        void recordingsOfAnyRateHaveNoIssue(double hertz) {
            assertThat(TestLeads.of(3, hertz, 10, Noise.CLEAN).assess()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {2.5, 3, 5, 10, 33.3})
        void recordingsOfAnyLengthHaveNoIssue(double seconds) {
            assertThat(TestLeads.of(4, 500, seconds, Noise.CLEAN).assess()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
        void noPatientHasAnIssueWithOrdinaryNoise(long seed) {
            assertThat(TestLeads.of(seed, 500, 10, Noise.ORDINARY).assess()).isEmpty();
        }

        @Test
        void oneLeadSuffices() {
            assertThat(clean().only(Lead.II).assess()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {.0005, .0025, .005, .01})
        void aCoarseConverterIsNoIssue(double step) {
            assertThat(clean().quantised(step).assess()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(Rhythm.Kind.class)
        void noRhythmIsAnIssue(Rhythm.Kind kind) {
            for (double bpm : new double[] {25, 60, 180}) {
                Visit visit = Visit.HEALTHY.with(Rhythm.of(kind, bpm).withPremature(.1, .2));
                assertThat(SignalQuality.assess(new EcgSimulator(500, 10)
                                .record(Patient.average(), visit, 5)
                                .recording()))
                        .as("%s at %s", kind, bpm)
                        .isEmpty();
            }
        }
    }

    @Nested
    class OfOneLead {
        @ParameterizedTest
        @CsvSource({"50,500", "60,500", "50,250", "60,1000", "50.1,500", "59.9,250", "50,128"})
        void humIsTold(double humHz, double hertz) {
            QualityIssue issue = only(TestLeads.of(7, hertz, 10, Noise.CLEAN).add(Lead.V2, tone(humHz, .08)));
            assertThat(issue)
                    .returns("powerline", QualityIssue::code)
                    .returns(Lead.V2, QualityIssue::lead)
                    .returns(Severity.NOTE, QualityIssue::severity);
            assertThat(issue.text()).isEqualTo("powerline hum of 0.08 mV at " + Math.round(humHz) + " Hz in lead V2");
        }

        @Test
        void aToneBesideThePowerlineIsNone() {
            assertThat(clean().add(Lead.V2, tone(38, .05)).assess())
                    .extracting(QualityIssue::code)
                    .doesNotContain("powerline");
        }

        @Test
        void aLeadThatDrownsInHumIsLeftOut() {
            assertThat(clean().add(Lead.AVL, tone(50, 2)).assess())
                    .extracting(QualityIssue::code, QualityIssue::severity, QualityIssue::lead)
                    .contains(tuple("powerline", Severity.EXCLUDE_LEAD, Lead.AVL));
        }

        @Test
        void muscleNoiseIsToldAndIsNoHum() {
            assertThat(only(clean().add(Lead.V5, noise(.06))))
                    .returns("muscle-noise", QualityIssue::code)
                    .returns(Severity.NOTE, QualityIssue::severity)
                    .extracting(QualityIssue::text)
                    .asString()
                    .matches("noise as of muscles, 0\\.0[4-7] mV, in lead V5");
        }

        @Test
        void aLeadThatDrownsInNoiseIsLeftOut() {
            assertThat(only(clean().add(Lead.V5, noise(1.5))))
                    .returns("muscle-noise", QualityIssue::code)
                    .returns(Severity.EXCLUDE_LEAD, QualityIssue::severity);
        }

        @Test
        void wanderIsTold() {
            assertThat(only(clean().add(Lead.V6, tone(.15, 1))))
                    .returns("baseline-wander", QualityIssue::code)
                    .returns(Lead.V6, QualityIssue::lead);
        }

        @Test
        void anElectrodeThatIsOffForAWhileIsTold() {
            assertThat(clean().change(Lead.V3, x -> Arrays.fill(x, 1000, 2000, .3))
                            .assess())
                    .extracting(QualityIssue::code, QualityIssue::severity, QualityIssue::text)
                    .contains(tuple(
                            "lead-off", Severity.NOTE, "lead V3 stands still for 1.8 s, as if its electrode were off"));
        }

        @Test
        void anElectrodeThatIsOffForLongExcludesItsLead() {
            assertThat(clean().change(Lead.V3, x -> Arrays.fill(x, 1000, 5000, .3))
                            .assess())
                    .extracting(QualityIssue::code, QualityIssue::severity)
                    .contains(tuple("lead-off", Severity.EXCLUDE_LEAD));
        }

        @Test
        void clippedComplexesAreTold() {
            assertThat(clean().change(Lead.V4, x -> clip(x, .6)).assess())
                    .extracting(QualityIssue::code, QualityIssue::lead, QualityIssue::severity)
                    .containsExactly(tuple("lead-clipped", Lead.V4, Severity.NOTE));
        }

        @Test
        void aSaturatedLeadIsLeftOut() {
            TestLeads leads = clean().add(Lead.V4, tone(1.1, 8)).change(Lead.V4, x -> clip(x, 3));
            assertThat(leads.assess())
                    .extracting(QualityIssue::code, QualityIssue::severity)
                    .contains(tuple("lead-saturated", Severity.EXCLUDE_LEAD));
        }

        private void clip(double[] x, double limit) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(-limit, Math.min(limit, x[i]));
            }
        }

        @Test
        void hardlyAnyAmplitudeIsTold() {
            assertThat(only(clean().change(Lead.V1, x -> times(x, .02))))
                    .returns("low-amplitude", QualityIssue::code)
                    .returns(Severity.NOTE, QualityIssue::severity);
        }

        @Test
        void aJumpIsTold() {
            assertThat(clean().change(Lead.V1, x -> Arrays.fill(x, 2500, 2540, 9))
                            .assess())
                    .extracting(QualityIssue::code)
                    .contains("artefact");
        }

        @Test
        void missingSamplesAreCounted() {
            assertThat(only(clean().change(Lead.V1, x -> Arrays.fill(x, 100, 600, Double.NaN))))
                    .returns("samples-missing", QualityIssue::code)
                    .returns("lead V1 lacks 500 of 5000 samples", QualityIssue::text);
        }

        @Test
        void whatIsWrongBesideMissingSamplesIsToldAsWell() {
            assertThat(clean().add(Lead.V1, tone(50, .1))
                            .change(Lead.V1, x -> Arrays.fill(x, 100, 600, Double.NaN))
                            .assess())
                    .extracting(QualityIssue::code)
                    .containsExactly("samples-missing", "powerline");
        }
    }

    private static void times(double[] x, double factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    @Nested
    class OfUnits {
        @ParameterizedTest
        @CsvSource({"10,10,large", "1000,1000,large", ".1,5 or 10,small", ".001,1000,small"})
        void aFactorIsTold(double factor, String told, String direction) {
            List<QualityIssue> issues =
                    clean().changeAll(value -> factor * value).assess();
            assertThat(issues)
                    .filteredOn(issue -> issue.code().equals("unit-error"))
                    .singleElement()
                    .extracting(QualityIssue::text)
                    .asString()
                    .contains(" too " + direction + " by a factor of perhaps " + told + ": the unit");
        }

        @ParameterizedTest
        @ValueSource(doubles = {1000, 10, .05, .001})
        void amplitudesThatNoHeartHasForbidTheAnalysis(double factor) {
            QualityReport report =
                    new QualityReport(clean().changeAll(value -> factor * value).assess());
            assertThat(report.reasonNotAnalysed())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("the unit or the gain may be wrong"));
        }

        @ParameterizedTest
        @ValueSource(doubles = {.4, .7, 1.5, 2})
        void aSmallOrALargeHeartIsNoError(double factor) {
            assertThat(clean().changeAll(value -> factor * value).assess()).isEmpty();
        }

        /** Whatever else would be told of such a lead is told by its unit. */
        @ParameterizedTest
        @ValueSource(strings = {"I", "II", "aVR", "V2", "V3", "V5"})
        void aSingleLeadThatIsTenTimesTooLargeIsLeftOut(String name) {
            Lead lead = Lead.of(name);
            assertThat(only(clean().change(lead, x -> times(x, 10))))
                    .returns("unit-error", QualityIssue::code)
                    .returns(Severity.EXCLUDE_LEAD, QualityIssue::severity)
                    .returns(lead, QualityIssue::lead)
                    .extracting(QualityIssue::text)
                    .asString()
                    .startsWith("lead " + name + " ranges over ")
                    .endsWith(" lead: its unit or gain may be wrong");
        }

        @ParameterizedTest
        @CsvSource({"0, 6, 10, limb", "6, 12, 15, chest"})
        void limbOrChestLeadsAloneInAnotherUnitAreLeftOut(int from, int to, double factor, String name) {
            TestLeads leads = clean();
            Lead.STANDARD.subList(from, to).forEach(lead -> leads.change(lead, x -> times(x, factor)));
            assertThat(leads.assess())
                    .allSatisfy(issue -> assertThat(issue)
                            .returns("unit-error", QualityIssue::code)
                            .returns(Severity.EXCLUDE_LEAD, QualityIssue::severity)
                            .extracting(QualityIssue::text)
                            .asString()
                            .contains(" ranges, like the other " + name + " leads, over about ")
                            .endsWith(" leads: their unit or gain may be wrong"))
                    .extracting(QualityIssue::lead)
                    .containsExactlyElementsOf(Lead.STANDARD.subList(from, to));
        }

        /** As where the electrodes of the others are off, or where a print shows no more. */
        @Test
        void aLeadOfUsualSizeAmongSmallOnesIsNoError() {
            TestLeads leads = clean();
            Lead.STANDARD.subList(7, 12).forEach(lead -> leads.change(lead, x -> times(x, .02)));
            assertThat(leads.assess()).extracting(QualityIssue::code).doesNotContain("unit-error");
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void twiceAsLargeALeadIsNoError(long seed) {
            for (Lead lead : Lead.STANDARD.subList(6, 12)) {
                assertThat(TestLeads.of(seed, 500, 10, Noise.ORDINARY)
                                .change(lead, x -> times(x, 2))
                                .assess())
                        .extracting(QualityIssue::code)
                        .doesNotContain("unit-error");
            }
        }

        @Test
        void theNoiseOfAStillHeartIsNotAnEcgTenTimesTooSmall() {
            Random random = new Random(3);
            assertThat(TestLeads.all(500, 10, seconds -> .02 * random.nextGaussian())
                            .assess())
                    .extracting(QualityIssue::code)
                    .doesNotContain("unit-error");
        }
    }

    @Nested
    class OfLeadsTogether {
        @Test
        void leadsStoredTwiceAreLeftOut() {
            assertThat(clean().copy(Lead.V2, Lead.V3).assess())
                    .extracting(QualityIssue::code, QualityIssue::severity, QualityIssue::lead)
                    .containsExactly(
                            tuple("leads-duplicated", Severity.EXCLUDE_LEAD, Lead.V2),
                            tuple("leads-duplicated", Severity.EXCLUDE_LEAD, Lead.V3));
        }

        @Test
        void eachOfTwelveThatAreTheSameIsToldOnce() {
            TestLeads leads = clean();
            Lead.STANDARD.subList(1, 12).forEach(lead -> leads.copy(Lead.I, lead));
            List<QualityIssue> issues = leads.assess().stream()
                    .filter(issue -> issue.code().equals("leads-duplicated"))
                    .toList();
            assertThat(issues).extracting(QualityIssue::lead).containsExactlyElementsOf(Lead.STANDARD);
            assertThat(issues.subList(1, 12))
                    .extracting(QualityIssue::text)
                    .allMatch(text -> text.endsWith("holds the same samples as lead I"));
        }

        /** The order of some archives. */
        @Test
        void goldbergersLeadsInAnotherOrderAreLeftOutByName() {
            assertThat(clean().exchange(Lead.AVL, Lead.AVF).assess())
                    .hasSize(2)
                    .allSatisfy(issue -> assertThat(issue)
                            .returns("lead-order", QualityIssue::code)
                            .returns(Severity.EXCLUDE_LEAD, QualityIssue::severity)
                            .extracting(QualityIssue::text)
                            .asString()
                            .endsWith("as if aVL and aVF were exchanged"))
                    .extracting(QualityIssue::lead)
                    .containsExactly(Lead.AVL, Lead.AVF);
        }

        @Test
        void aLeadUpsideDownIsNamed() {
            assertThat(only(clean().change(Lead.AVR, x -> times(x, -1))))
                    .returns(Lead.AVR, QualityIssue::lead)
                    .extracting(QualityIssue::text)
                    .asString()
                    .endsWith("as if aVR were upside down");
        }

        @Test
        void exchangedBipolarLeadsForbidTheAnalysis() {
            assertThat(only(clean().exchange(Lead.I, Lead.II)))
                    .returns("lead-order", QualityIssue::code)
                    .returns(Severity.DO_NOT_ANALYSE, QualityIssue::severity)
                    .extracting(QualityIssue::text)
                    .asString()
                    .contains("I + III = II by ")
                    .endsWith("as if I and II were exchanged");
        }

        /** Of three leads alone an exchange and an inversion give the same. */
        @Test
        void noNameIsInventedWhereTwoExplanationsFit() {
            assertThat(only(clean().exchange(Lead.II, Lead.III).only(Lead.I, Lead.II, Lead.III)))
                    .returns(Severity.DO_NOT_ANALYSE, QualityIssue::severity)
                    .extracting(QualityIssue::text)
                    .asString()
                    .doesNotContain("as if");
        }

        @Test
        void aChestLeadInALimbLeadsPlaceForbidsTheAnalysis() {
            assertThat(clean().exchange(Lead.I, Lead.V2).assess())
                    .extracting(QualityIssue::code, QualityIssue::severity)
                    .containsExactly(tuple("lead-order", Severity.DO_NOT_ANALYSE));
        }

        @Test
        void aLeadThatIsNotThereBreaksNoLaw() {
            assertThat(clean().only(Lead.I, Lead.II, Lead.AVR, Lead.V1).assess())
                    .isEmpty();
        }

        @Test
        void aClippedLimbLeadIsNotAlsoAWrongName() {
            assertThat(clean().change(Lead.II, x -> {
                                for (int i = 0; i < x.length; i++) {
                                    x[i] = Math.min(.3, x[i]);
                                }
                            })
                            .assess())
                    .extracting(QualityIssue::code)
                    .containsExactly("lead-clipped");
        }
    }

    /** What comes without a fault of its own in the code that reads it: no exception, no invented number. */
    @Nested
    class BadInput {
        private List<String> codes(TestLeads leads) {
            List<QualityIssue> issues = leads.assess();
            LeadPlacement.assess(
                    leads.recording(), MedianBeat.of(leads.recording(), Delineator.delineate(leads.recording())));
            assertThat(issues).extracting(QualityIssue::text).noneMatch(text -> text.contains("NaN"));
            return issues.stream().map(QualityIssue::code).distinct().toList();
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 1.7, -300})
        void constantLeadsAreFlat(double value) {
            assertThat(codes(TestLeads.all(500, 10, seconds -> value))).containsExactly("lead-flat", "no-usable-lead");
        }

        @Test
        void missingLeadsAreMissing() {
            assertThat(codes(TestLeads.all(500, 10, seconds -> Double.NaN)))
                    .containsExactly("lead-missing", "no-usable-lead");
        }

        @Test
        void scatteredGapsLeaveNothingToMeasure() {
            assertThat(codes(TestLeads.all(
                            500,
                            10,
                            seconds -> Math.round(500 * seconds) % 20 == 0 ? Double.NaN : Math.sin(9 * seconds))))
                    .startsWith("samples-missing");
        }

        @Test
        void oneBeatInTenSecondsIsNoFault() {
            DoubleUnaryOperator beat =
                    seconds -> Math.exp(-Math.pow((seconds - 5) / .02, 2)) + .002 * Math.sin(900 * seconds);
            assertThat(codes(TestLeads.all(500, 10, beat).only(Lead.II))).isEmpty();
        }

        @Test
        void asystoleIsNoFaultOfTheRecorderButLow() {
            Random random = new Random(1);
            assertThat(codes(TestLeads.all(500, 10, seconds -> .003 * random.nextGaussian())
                            .only(Lead.II)))
                    .containsExactly("low-amplitude");
        }

        @Test
        void fibrillationOfTheVentriclesIsNoFault() {
            DoubleUnaryOperator waves = seconds ->
                    .4 * Math.sin(2 * Math.PI * (5 + Math.sin(seconds)) * seconds) * (1 + .5 * Math.sin(2 * seconds));
            assertThat(codes(TestLeads.all(500, 10, waves).only(Lead.II))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {20, 300})
        void slowestAndFastestHeartsAreNoFault(double bpm) {
            DoubleUnaryOperator beats = seconds -> {
                double phase = seconds - 60 / bpm * Math.round(seconds * bpm / 60);
                return 1.2 * Math.exp(-Math.pow(phase / .015, 2)) + .002 * Math.sin(1000 * seconds);
            };
            assertThat(codes(TestLeads.all(500, 10, beats).only(Lead.II))).isEmpty();
        }

        @Test
        void spikesOfAPacemakerAreNoFault() {
            TestLeads leads = clean();
            for (Lead lead : Lead.STANDARD.subList(6, 12)) {
                leads.change(lead, x -> {
                    for (int i = 200; i < x.length; i += 450) {
                        x[i] += 2.5;
                    }
                });
            }
            assertThat(codes(leads)).isEmpty();
        }

        /** As one recorder stores them: five times as high as the complexes, in all leads. */
        @Test
        void highSpikesOfAPacemakerAreNoWrongUnit() {
            TestLeads leads = clean();
            for (Lead lead : Lead.STANDARD) {
                leads.change(lead, x -> {
                    for (int i = 200; i < x.length; i += 450) {
                        x[i] += 6;
                        x[i + 2] -= 6;
                    }
                });
            }
            assertThat(codes(leads)).doesNotContain("unit-error", "no-usable-lead");
        }

        /** The harmonics of a fast, even rhythm fall on the powerline's frequency as well. */
        @Test
        void flutterOfTheVentriclesIsNeitherHumNorNoise() {
            DoubleUnaryOperator waves = seconds -> {
                double phase = seconds * 50 / 12 % 1;
                return phase < .25 ? 3 * phase / .25 : 3 - 3 * (phase - .25) / .75;
            };
            assertThat(codes(TestLeads.all(500, 10, waves).only(Lead.V5))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(doubles = {.002, .1, 1, 2})
        void ofWhatIsTooShortNothingElseIsTold(double seconds) {
            assertThat(codes(TestLeads.of(1, 500, seconds, Noise.CLEAN))).isEmpty();
        }

        @Test
        void noiseFromANumberGeneratorThrowsNothing() {
            long seed = 20261127;
            SplittableRandom random = new SplittableRandom(seed);
            for (int round = 0; round < 200; round++) {
                double hertz = random.nextDouble(1, 1100);
                double size = Math.pow(10, random.nextDouble(-6, 6));
                double gaps = random.nextDouble(-.5, .5);
                TestLeads leads = TestLeads.all(
                        hertz,
                        random.nextDouble(0, 4),
                        seconds -> random.nextDouble() < gaps ? Double.NaN : size * random.nextGaussian());
                assertThat(leads.assess()).as("seed %d, round %d", seed, round).isNotNull();
            }
        }
    }
}
