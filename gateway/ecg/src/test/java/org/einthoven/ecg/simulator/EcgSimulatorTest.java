package org.einthoven.ecg.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.Infarction.Stage;
import org.einthoven.ecg.simulator.Infarction.Territory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcgSimulatorTest {
    private static final EcgSimulator SIMULATOR = new EcgSimulator(500, 10);
    private static final Visit SILENT = Visit.HEALTHY.with(Noise.NONE);

    private static SimulatedEcg average(Visit visit) {
        return SIMULATOR.record(Patient.average(), visit, 1);
    }

    private static List<SimulatedEcg> many(Visit visit) {
        return simulated(100, visit);
    }

    private static List<SimulatedEcg> few(Visit visit) {
        return simulated(20, visit);
    }

    private static List<SimulatedEcg> simulated(int count, Visit visit) {
        return IntStream.range(0, count)
                .mapToObj(seed -> SIMULATOR.record(Patient.random(new SplittableRandom(seed)), visit, seed))
                .toList();
    }

    private static double[] lead(SimulatedEcg ecg, Lead lead) {
        return Objects.requireNonNull(ecg.recording().lead(lead)).millivolts();
    }

    private static double at(SimulatedEcg ecg, Lead lead, double seconds) {
        return lead(ecg, lead)[(int) Math.round(seconds * ecg.recording().samplingRateHz())];
    }

    private static Stream<Wave> waves(SimulatedEcg ecg, Wave.Kind kind) {
        return ecg.beats().stream().map(beat -> beat.wave(kind)).filter(Objects::nonNull);
    }

    private static double milliseconds(SimulatedEcg ecg, Wave.Kind from, Wave.Kind to) {
        return ecg.beats().stream()
                        .filter(beat -> beat.wave(from) != null && beat.wave(to) != null)
                        .mapToDouble(beat -> (to == Wave.Kind.QRS && from == Wave.Kind.P
                                        ? beat.wave(to).onset()
                                        : beat.wave(to).offset())
                                - beat.wave(from).onset())
                        .average()
                        .orElseThrow()
                * 1000;
    }

    private static double pr(SimulatedEcg ecg) {
        return milliseconds(ecg, Wave.Kind.P, Wave.Kind.QRS);
    }

    private static double qrs(SimulatedEcg ecg) {
        return milliseconds(ecg, Wave.Kind.QRS, Wave.Kind.QRS);
    }

    private static double qt(SimulatedEcg ecg) {
        return milliseconds(ecg, Wave.Kind.QRS, Wave.Kind.T);
    }

    private static double rate(SimulatedEcg ecg) {
        return 60 / mean(rrs(ecg));
    }

    private static double[] rrs(SimulatedEcg ecg) {
        double[] peaks = waves(ecg, Wave.Kind.QRS).mapToDouble(Wave::peak).toArray();
        return IntStream.range(1, peaks.length)
                .mapToDouble(i -> peaks[i] - peaks[i - 1])
                .toArray();
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double variation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(java.util.Arrays.stream(values)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }

    @Nested
    class Healthy {
        @Test
        void hasTheIntervalsOfTheFigures() {
            SimulatedEcg ecg = average(SILENT.with(Rhythm.sinus(60)));

            assertThat(rate(ecg)).isCloseTo(60, within(2.0));
            assertThat(pr(ecg)).isBetween(120.0, 200.0);
            assertThat(qrs(ecg)).isBetween(70.0, 110.0);
            assertThat(qt(ecg)).isBetween(350.0, 450.0);
        }

        @Test
        void hasTheShapesOfTheTwelveLeads() {
            SimulatedEcg ecg = average(SILENT);
            TrueBeat beat = ecg.beats().get(2);
            double r = beat.wave(Wave.Kind.QRS, Lead.V5).peak();

            assertThat(at(ecg, Lead.V5, r)).isBetween(.7, 3.0);
            assertThat(at(ecg, Lead.V1, beat.wave(Wave.Kind.QRS, Lead.V1).peak()))
                    .isNegative();
            assertThat(at(ecg, Lead.AVR, beat.wave(Wave.Kind.QRS, Lead.AVR).peak()))
                    .isNegative();
            assertThat(at(ecg, Lead.II, beat.wave(Wave.Kind.P, Lead.II).peak())).isBetween(.05, .25);
            assertThat(at(ecg, Lead.V5, beat.wave(Wave.Kind.T, Lead.V5).peak())).isBetween(.1, .8);
            assertThat(at(ecg, Lead.V3, beat.wave(Wave.Kind.T, Lead.V3).peak())).isBetween(.1, 1.0);
        }

        @Test
        void aWaveBeginsWhereItPassesTwentyMicrovolts() {
            SimulatedEcg ecg = new EcgSimulator(2000, 10).record(Patient.average(), SILENT, 1);
            for (TrueBeat beat : ecg.beats().subList(1, ecg.beats().size() - 1)) {
                Wave p = beat.wave(Wave.Kind.P, Lead.II);
                assertThat(at(ecg, Lead.II, p.onset())).isCloseTo(.020, within(.002));
                assertThat(at(ecg, Lead.II, p.onset() - .01)).isLessThan(.018);
                Wave t = beat.wave(Wave.Kind.T, Lead.V5);
                assertThat(at(ecg, Lead.V5, t.offset())).isCloseTo(.020, within(.002));
            }
        }

        @Test
        void peopleDifferWithinPhysiology() {
            List<SimulatedEcg> people = many(SILENT.with(Rhythm.sinus(60)));

            assertThat(people)
                    .filteredOn(ecg -> pr(ecg) >= 110 && pr(ecg) <= 205)
                    .hasSizeGreaterThan(94);
            assertThat(people)
                    .filteredOn(ecg -> qrs(ecg) >= 65 && qrs(ecg) <= 115)
                    .hasSizeGreaterThan(94);
            assertThat(people)
                    .filteredOn(ecg -> qt(ecg) >= 320 && qt(ecg) <= 470)
                    .hasSizeGreaterThan(94);
            assertThat(people.stream().map(EcgSimulatorTest::qrs).distinct().count())
                    .isGreaterThan(20);
        }
    }

    @Nested
    class Rhythms {
        @Test
        void fibrillationHasNoPWaveAndNoOrder() {
            for (SimulatedEcg ecg : many(SILENT.with(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 90)))) {
                assertThat(waves(ecg, Wave.Kind.P)).isEmpty();
                assertThat(variation(rrs(ecg))).isGreaterThan(.06);
            }
        }

        @Test
        void flutterIsConductedByWholeNumbersOfWaves() {
            for (SimulatedEcg ecg : many(SILENT.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, 110)))) {
                assertThat(waves(ecg, Wave.Kind.P)).isEmpty();
                assertThat(rate(ecg)).isBetween(62.0, 176.0);
            }
        }

        @Test
        void aVentricularPrematureBeatIsEarlyWideAndFollowedByAPause() {
            List<SimulatedEcg> ecgs = many(SILENT.with(Rhythm.sinus(70).withPremature(0, .2)));
            int premature = 0;
            for (SimulatedEcg ecg : ecgs) {
                for (TrueBeat beat : ecg.beats()) {
                    if (beat.origin() == Origin.VENTRICULAR_PREMATURE) {
                        premature++;
                        assertThat(beat.wave(Wave.Kind.QRS).seconds()).isGreaterThan(.120);
                        assertThat(beat.wave(Wave.Kind.P)).isNull();
                    }
                }
            }
            assertThat(premature).isBetween(100, 300);
        }

        @Test
        void anAtrialPrematureBeatIsEarlyAndHasAnotherPWave() {
            List<SimulatedEcg> ecgs = many(SILENT.with(Rhythm.sinus(70).withPremature(.2, 0)));
            List<TrueBeat> premature = ecgs.stream()
                    .flatMap(ecg -> ecg.beats().stream())
                    .filter(beat -> beat.origin() == Origin.ATRIAL_PREMATURE)
                    .toList();

            assertThat(premature).hasSizeBetween(100, 300);
            assertThat(premature)
                    .allSatisfy(beat -> assertThat(beat.wave(Wave.Kind.P)).isNotNull());
            assertThat(premature)
                    .allSatisfy(beat ->
                            assertThat(beat.wave(Wave.Kind.QRS).seconds()).isLessThan(.130));
        }

        @Test
        void aDelayOfTheAvNodeLengthensPrAlone() {
            SimulatedEcg normal = average(SILENT);
            SimulatedEcg delayed = average(SILENT.with(Rhythm.sinus(65).withPrDelay(.1)));

            assertThat(pr(delayed) - pr(normal)).isCloseTo(100, within(1e-6));
            assertThat(qrs(delayed)).isCloseTo(qrs(normal), within(1e-6));
        }

        @Test
        void flutterOfAChosenRateGivesTheVentriclesAnEvenPartOfIt() {
            // Every fourth wave of 220 a minute.
            Rhythm slow = Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, 55).withFlutter(220);

            assertThat(few(SILENT.with(slow)).stream()
                            .mapToDouble(EcgSimulatorTest::rate)
                            .average()
                            .orElseThrow())
                    .isBetween(53.0, 62.0);
        }

        @Test
        void nothingIsConductedWhileTheHeartIsRefractory() {
            few(SILENT.with(Rhythm.sinus(150).withPremature(.2, .2))).forEach(ecg -> assertThat(
                            java.util.Arrays.stream(rrs(ecg)).min().orElseThrow())
                    .isGreaterThan(.2));
        }

        @Test
        void thePrIntervalOfAPatientIsThatOfTheirVisits() {
            Infarction infarction = new Infarction(Territory.INFERIOR, Stage.OLD, 1);
            for (int seed = 0; seed < 20; seed++) {
                Patient patient = Patient.random(new SplittableRandom(seed));
                SimulatedEcg ecg = SIMULATOR.record(patient, SILENT.with(infarction), seed);

                assertThat(pr(ecg)).isCloseTo(1000 * patient.prSeconds(Ventricles.NORMAL, infarction), within(8.0));
            }
        }

        @Test
        void aFastHeartHasAShorterQt() {
            assertThat(qt(average(SILENT.with(Rhythm.sinus(120)))))
                    .isLessThan(qt(average(SILENT.with(Rhythm.sinus(60)))) - 60);
        }
    }

    @Nested
    class Conditions {
        @ParameterizedTest
        @EnumSource(value = Territory.class)
        void anAcuteInfarctionRaisesTheStSegmentsOfItsLeads(Territory territory) {
            Lead lead =
                    switch (territory) {
                        case INFERIOR -> Lead.III;
                        case ANTERIOR -> Lead.V3;
                        case LATERAL -> Lead.I;
                        case POSTERIOR -> Lead.V2;
                    };
            double sign = territory == Territory.POSTERIOR ? -1 : 1;
            SimulatedEcg healthy = average(SILENT);
            SimulatedEcg infarcted = average(SILENT.with(new Infarction(territory, Stage.ACUTE, 1)));
            double seconds = healthy.beats().get(3).wave(Wave.Kind.QRS).offset() + .04;

            assertThat(sign * (at(infarcted, lead, seconds) - at(healthy, lead, seconds)))
                    .isGreaterThan(.1);
        }

        @Test
        void anOldInferiorInfarctionHasQWavesAndInvertedTWaves() {
            SimulatedEcg ecg = average(SILENT.with(new Infarction(Territory.INFERIOR, Stage.OLD, 1)));
            TrueBeat beat = ecg.beats().get(3);

            assertThat(at(ecg, Lead.AVF, beat.wave(Wave.Kind.QRS).onset() + .012))
                    .isLessThan(-.1);
            assertThat(at(ecg, Lead.III, beat.wave(Wave.Kind.T, Lead.III).peak()))
                    .isNegative();
        }

        @ParameterizedTest
        @EnumSource(value = Territory.class)
        void aQWaveBelongsToTheQrsComplexAndHardlyLengthensIt(Territory territory) {
            double lengthened = 0;
            for (int seed = 0; seed < 20; seed++) {
                Patient patient = Patient.random(new SplittableRandom(seed));
                Visit old = SILENT.with(new Infarction(territory, Stage.OLD, 1));
                lengthened += qrs(SIMULATOR.record(patient, old, seed)) - qrs(SIMULATOR.record(patient, SILENT, seed));
            }
            assertThat(lengthened / 20).isBetween(-2.0, 6.0);
        }

        @Test
        void aBundleBranchBlockWidensQrs() {
            assertThat(qrs(average(SILENT.with(Ventricles.LEFT_BUNDLE_BRANCH_BLOCK))))
                    .isBetween(120.0, 190.0);
            assertThat(qrs(average(SILENT.with(Ventricles.RIGHT_BUNDLE_BRANCH_BLOCK))))
                    .isBetween(115.0, 190.0);
        }
    }

    @Nested
    class Recording {
        @Test
        void obeysEinthovenAndGoldbergerWhateverDisturbsIt() {
            SimulatedEcg ecg = average(Visit.HEALTHY.with(Noise.HEAVY).with(ElectrodeFault.RA_LA));
            for (int i = 0; i < ecg.recording().length(); i++) {
                double one = lead(ecg, Lead.I)[i];
                double two = lead(ecg, Lead.II)[i];
                assertThat(lead(ecg, Lead.III)[i]).isCloseTo(two - one, within(1e-9));
                assertThat(lead(ecg, Lead.AVR)[i]).isCloseTo(-(one + two) / 2, within(1e-9));
                assertThat(lead(ecg, Lead.AVL)[i]).isCloseTo(one - two / 2, within(1e-9));
                assertThat(lead(ecg, Lead.AVF)[i]).isCloseTo(two - one / 2, within(1e-9));
            }
        }

        @Test
        void isTheSameForTheSameSeedOnly() {
            Patient patient = Patient.random(new SplittableRandom(4));

            assertThat(SIMULATOR.record(patient, Visit.HEALTHY, 5).recording().source())
                    .isEqualTo(SIMULATOR
                            .record(patient, Visit.HEALTHY, 5)
                            .recording()
                            .source())
                    .isNotEqualTo(SIMULATOR
                            .record(patient, Visit.HEALTHY, 6)
                            .recording()
                            .source());
        }

        @Test
        void hasTheBeatsThatCanBeHadWithoutRecordingIt() {
            Visit visit = Visit.HEALTHY.with(
                    Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 80).withPremature(0, .2));
            List<TrueBeat> recorded = average(visit).beats();
            List<TrueBeat> alone = SIMULATOR.beats(Patient.average(), visit, 1);

            assertThat(alone).hasSameSizeAs(recorded);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(alone.get(i).origin()).isEqualTo(recorded.get(i).origin());
                assertThat(alone.get(i).wave(Wave.Kind.QRS))
                        .isEqualTo(recorded.get(i).wave(Wave.Kind.QRS));
            }
        }

        @Test
        void hasTheSameTruthAtEveryRate() {
            List<TrueBeat> coarse = new EcgSimulator(100, 10)
                    .record(Patient.average(), Visit.HEALTHY, 9)
                    .beats();
            List<TrueBeat> fine = new EcgSimulator(1000, 10)
                    .record(Patient.average(), Visit.HEALTHY, 9)
                    .beats();

            assertThat(coarse).hasSameSizeAs(fine);
            assertThat(coarse.get(3).wave(Wave.Kind.T)).isEqualTo(fine.get(3).wave(Wave.Kind.T));
        }

        @Test
        void exchangedArmsTurnLeadOneRound() {
            SimulatedEcg right = average(SILENT);
            SimulatedEcg wrong = average(SILENT.with(ElectrodeFault.RA_LA));
            for (int i = 0; i < right.recording().length(); i++) {
                assertThat(lead(wrong, Lead.I)[i]).isCloseTo(-lead(right, Lead.I)[i], within(1e-9));
                assertThat(lead(wrong, Lead.II)[i]).isCloseTo(lead(right, Lead.III)[i], within(1e-9));
                assertThat(lead(wrong, Lead.V3)[i]).isCloseTo(lead(right, Lead.V3)[i], within(1e-9));
            }
        }

        @Test
        void anElectrodeOnTheRightLegLeavesLeadTwoNearlyFlat() {
            SimulatedEcg ecg = average(SILENT.with(ElectrodeFault.RA_RL));

            assertThat(lead(ecg, Lead.II)).satisfies(values -> assertThat(
                            java.util.Arrays.stream(values).map(Math::abs).max().orElseThrow())
                    .isLessThan(.1));
        }

        @Test
        void refusesWhatCannotBeRecorded() {
            assertThatThrownBy(() -> new EcgSimulator(0, 10)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new EcgSimulator(500, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Rhythm.sinus(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Rhythm.sinus(60).withFlutter(400)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Rhythm.sinus(60).withPremature(.9, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Infarction(Territory.ANTERIOR, Stage.ACUTE, 9))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Noise(-1, 0, 0, 50, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Noise(Double.POSITIVE_INFINITY, 0, 0, 50, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Noise(0, 0, 0, 16.7, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new EcgSimulator(500, .001)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
