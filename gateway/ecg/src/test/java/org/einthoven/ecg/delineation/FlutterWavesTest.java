package org.einthoven.ecg.delineation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Infarction;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Ventricles;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlutterWavesTest {
    private static final int PATIENTS = 12;
    /** As slow as the simulator's flutter is conducted: four waves a beat, and now and then three. */
    private static final double FOUR_TO_ONE_BPM = 60;

    private static final Visit FLUTTER = Visit.HEALTHY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, FOUR_TO_ONE_BPM));

    private enum WithoutFlutter {
        SINUS {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(Rhythm.sinus(50 + 100.0 * seed / PATIENTS));
            }
        },
        SINUS_ARRHYTHMIA {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(Rhythm.of(Rhythm.Kind.SINUS_ARRHYTHMIA, 50 + 3 * seed));
            }
        },
        FIRST_DEGREE_BLOCK {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(
                        Rhythm.sinus(50 + 50.0 * seed / PATIENTS).withPrDelay(.05 + .1 * seed / PATIENTS));
            }
        },
        FIBRILLATION {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 60 + 5 * seed));
            }
        },
        BUNDLE_BRANCH_BLOCK {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(Ventricles.LEFT_BUNDLE_BRANCH_BLOCK).with(Rhythm.sinus(60 + 3 * seed));
            }
        },
        INFARCTION {
            @Override
            Visit visit(int seed) {
                Infarction.Territory[] territories = Infarction.Territory.values();
                Infarction.Territory territory = territories[seed % territories.length];
                return Visit.HEALTHY
                        .with(new Infarction(territory, Infarction.Stage.EVOLVING, 1))
                        .with(Rhythm.sinus(60 + 3 * seed));
            }
        },
        PREMATURE_BEATS {
            @Override
            Visit visit(int seed) {
                return Visit.HEALTHY.with(Rhythm.sinus(60 + 3 * seed).withPremature(.15, .15));
            }
        };

        abstract Visit visit(int seed);
    }

    private static SimulatedEcg record(int seed, Visit visit, double rate) {
        return new EcgSimulator(rate, 10).record(Patient.random(new SplittableRandom(seed)), visit, seed);
    }

    private static Delineation delineate(int seed, Visit visit) {
        return Delineator.delineate(record(seed, visit, 250).recording());
    }

    private static double trueHertz(SimulatedEcg ecg) {
        double[] peaks = ecg.beats().stream()
                .mapToDouble(beat -> beat.wave(Wave.Kind.QRS).peak())
                .toArray();
        double[] intervals = IntStream.range(1, peaks.length)
                .mapToDouble(i -> peaks[i] - peaks[i - 1])
                .sorted()
                .toArray();
        return 4 / intervals[intervals.length / 2];
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLEAN", "ORDINARY"})
    void theRateIsThatOfTheAtria(String noise) {
        int found = 0;
        for (int seed = 0; seed < PATIENTS; seed++) {
            Visit visit = FLUTTER.with("CLEAN".equals(noise) ? Noise.CLEAN : Noise.ORDINARY);
            SimulatedEcg ecg = record(seed, visit, 250);
            Delineation delineation = Delineator.delineate(ecg.recording());
            for (AtrialActivity flutter : delineation.flutter()) {
                double truth = trueHertz(ecg);
                assertThat(flutter.hertz()).as("seed %s", seed).isCloseTo(truth, within(.05 * truth));
                assertThat(flutter.seconds()).isCloseTo(10, within(.01));
                assertThat(delineation.beats()).allMatch(beat -> beat.p() == null);
                found++;
            }
        }
        System.out.println("FlutterWavesTest: " + noise + " found " + found + " of " + PATIENTS);
        assertThat(found).isGreaterThanOrEqualTo(PATIENTS - 1);
    }

    @Test
    void noLeadForItselfHasPWavesThen() {
        LeadDelineation delineation =
                Delineator.delineateLeads(record(1, FLUTTER, 250).recording());
        assertThat(delineation.together().flutter()).isNotEmpty();
        assertThat(delineation.leads().values())
                .hasSize(12)
                .allSatisfy(beats -> assertThat(beats).hasSizeGreaterThan(8).allMatch(beat -> beat.p() == null));
    }

    @ParameterizedTest
    @EnumSource
    void otherRhythmsHaveNone(WithoutFlutter rhythm) {
        for (int seed = 0; seed < PATIENTS; seed++) {
            assertThat(delineate(seed, rhythm.visit(seed)).flutter())
                    .as("seed %s", seed)
                    .isEmpty();
        }
    }

    @Test
    void noiseHasNone() {
        for (int seed = 0; seed < PATIENTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            EcgRecording noise = changed(record(1, FLUTTER, 250).recording(), x -> random.nextDouble(-1, 1));
            assertThat(Delineator.delineate(noise).flutter())
                    .as("seed %s", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 3, -1})
    void theGainDoesNotMatter(double gain) {
        EcgRecording ecg = record(1, FLUTTER, 500).recording();
        List<AtrialActivity> flutter = Delineator.delineate(ecg).flutter();
        assertThat(flutter).hasSize(1);
        assertThat(Delineator.delineate(changed(ecg, x -> gain * x)).flutter())
                .singleElement()
                .satisfies(other ->
                        assertThat(other.hertz()).isCloseTo(flutter.get(0).hertz(), within(.011)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 128, 250, 360, 500, 1000})
    void theSamplingRateDoesNotMatter(double rate) {
        SimulatedEcg ecg = record(1, FLUTTER.with(Noise.NONE), rate);
        assertThat(Delineator.delineate(ecg.recording()).flutter())
                .singleElement()
                .satisfies(flutter -> assertThat(flutter.hertz()).isCloseTo(trueHertz(ecg), within(.05)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"I", "II", "V1", "V5"})
    void oneLeadIsEnough(String name) {
        double hertz = 4.7;
        double[] values = record(1, Visit.HEALTHY, 250)
                .recording()
                .lead(Lead.II)
                .millivolts()
                .clone();
        Arrays.setAll(values, i -> values[i] + .2 * Math.sin(2 * Math.PI * hertz * i / 250));
        EcgRecording one = Recordings.of(Map.of(Lead.of(name), new SampledSignal(250, values)));
        assertThat(Delineator.delineate(one).flutter()).singleElement().satisfies(flutter -> assertThat(flutter.hertz())
                .isCloseTo(hertz, within(.05)));
    }

    @Test
    void ofALongRecordingOnlyThePartThatFlutters() {
        EcgRecording flutter =
                new EcgSimulator(250, 30).record(Patient.average(), FLUTTER, 1).recording();
        EcgRecording sinus = new EcgSimulator(250, 30)
                .record(Patient.average(), Visit.HEALTHY, 2)
                .recording();
        Map<Lead, SampledSignal> both = new LinkedHashMap<>();
        for (Lead lead : Lead.STANDARD) {
            double[] first = sinus.lead(lead).millivolts();
            double[] values = Arrays.copyOf(first, 15_000);
            System.arraycopy(flutter.lead(lead).millivolts(), 0, values, 7_500, 7_500);
            both.put(lead, new SampledSignal(250, values));
        }

        Delineation delineation = Delineator.delineate(Recordings.of(both));

        assertThat(delineation.flutter()).isNotEmpty().allMatch(part -> part.to() > 30);
        assertThat(delineation.flutter().stream()
                        .mapToDouble(AtrialActivity::seconds)
                        .sum())
                .isBetween(15.0, 35.0);
        assertThat(delineation.beats().stream().filter(beat -> beat.seconds() < 20 && beat.p() != null))
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 1, 2, 4})
    void whatIsTooShortToTellHasNone(double seconds) {
        EcgRecording ecg = new EcgSimulator(250, seconds)
                .record(Patient.average(), FLUTTER, 1)
                .recording();
        assertThat(Delineator.delineate(ecg).flutter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void whatHasNoBeatsHasNone(double everywhere) {
        EcgRecording ecg = changed(record(1, FLUTTER, 250).recording(), x -> everywhere);
        assertThat(Delineator.delineate(ecg).flutter()).isEmpty();
    }

    private static EcgRecording changed(EcgRecording recording, DoubleUnaryOperator change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording
                .leads()
                .forEach((lead, signal) -> leads.put(
                        lead,
                        new SampledSignal(
                                signal.samplingRateHz(),
                                Arrays.stream(signal.millivolts()).map(change).toArray())));
        return Recordings.of(leads);
    }
}
