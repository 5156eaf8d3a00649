package org.einthoven.ecg.delineation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The waves were developed on seeds from 0 to 599; these are others. */
class HiddenFlutterWavesTest {
    private static final int FIRST_SEED = 20_000;
    private static final int PATIENTS = 40;
    private static final Visit NOISY = Visit.HEALTHY.with(Noise.ORDINARY);

    /** One whose conduction never changes of each finding, far from its limit. */
    private enum Clear {
        /** Every second wave is conducted: not told from a P wave. */
        POSSIBLE(150, 3),
        /** Every third. */
        SEEN(100, 59);

        private final double bpm;
        private final int patient;

        Clear(double bpm, int patient) {
            this.bpm = bpm;
            this.patient = patient;
        }

        SimulatedEcg ecg(double rate) {
            Rhythm rhythm = Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, bpm);
            return record(patient, Visit.HEALTHY.with(Noise.NONE).with(rhythm), rate);
        }

        List<AtrialActivity> in(Delineation delineation) {
            return this == SEEN ? delineation.flutter() : delineation.possibleFlutter();
        }

        AtrialActivity only(EcgRecording recording) {
            Delineation delineation = Delineator.delineate(recording);
            assertThat(delineation.beats()).hasSizeGreaterThan(10).allMatch(beat -> beat.p() == null);
            assertThat(delineation.flutter().size()
                            + delineation.possibleFlutter().size())
                    .isEqualTo(1);
            assertThat(in(delineation)).hasSize(1);
            return in(delineation).get(0);
        }
    }

    private static SimulatedEcg record(int i, Visit visit, double rate) {
        int seed = FIRST_SEED + i;
        return new EcgSimulator(rate, 10).record(Patient.random(new SplittableRandom(seed)), visit, seed);
    }

    private static double[] intervals(SimulatedEcg ecg) {
        double[] peaks = ecg.beats().stream()
                .mapToDouble(beat -> beat.wave(Wave.Kind.QRS).peak())
                .toArray();
        return IntStream.range(1, peaks.length)
                .mapToDouble(i -> peaks[i] - peaks[i - 1])
                .sorted()
                .toArray();
    }

    private static double median(SimulatedEcg ecg) {
        double[] intervals = intervals(ecg);
        return intervals[intervals.length / 2];
    }

    private static boolean isSteady(SimulatedEcg ecg) {
        double[] intervals = intervals(ecg);
        return intervals[intervals.length - 1] < 1.1 * intervals[0];
    }

    private static boolean hasP(Delineation delineation) {
        long p = delineation.beats().stream().filter(beat -> beat.p() != null).count();
        return 2 * p > delineation.beats().size();
    }

    /** Without it 75 % of those with a rate of 150 and 57 % of those of 100 have P waves. */
    @ParameterizedTest
    @ValueSource(doubles = {100, 150})
    void ofFlutterNoPWavesAreMade(double bpm) {
        Visit visit = NOISY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, bpm));
        List<SimulatedEcg> all = IntStream.range(0, PATIENTS)
                .mapToObj(i -> record(i, visit, 250))
                .toList();
        List<SimulatedEcg> made = all.stream()
                .filter(ecg -> hasP(Delineator.delineate(ecg.recording())))
                .toList();
        System.out.println("HiddenFlutterWavesTest: P in " + made.size() + " of " + PATIENTS + " flutters of " + bpm);
        assertThat(made).hasSizeLessThanOrEqualTo(PATIENTS / 10);
        // Where conduction never changes nothing else could tell.
        assertThat(all).anyMatch(HiddenFlutterWavesTest::isSteady);
        assertThat(made).noneMatch(HiddenFlutterWavesTest::isSteady);
    }

    @Test
    void theRateIsThatOfTheAtria() {
        int found = 0;
        for (int i = 0; i < PATIENTS; i++) {
            SimulatedEcg ecg = record(i, NOISY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FLUTTER, 100)), 250);
            for (AtrialActivity flutter : Delineator.delineate(ecg.recording()).flutter()) {
                double truth = 3 / median(ecg);
                assertThat(flutter.hertz()).as("seed %s", FIRST_SEED + i).isCloseTo(truth, within(.05 * truth));
                found++;
            }
        }
        assertThat(found).isGreaterThan(PATIENTS / 2);
    }

    /** The price: a few lose their P waves where the heart is fast, and none where it is not. */
    @ParameterizedTest
    @CsvSource({"75, 118, 0", "122, 170, 4"})
    void sinusRhythmsKeepTheirs(double slowest, double fastest, int mayLose) {
        int lost = 0;
        for (int i = 0; i < PATIENTS; i++) {
            double bpm = slowest + (fastest - slowest) * i / PATIENTS;
            Delineation delineation = Delineator.delineate(
                    record(i, NOISY.with(Rhythm.sinus(bpm)), 250).recording());
            assertThat(delineation.flutter()).as("seed %s", FIRST_SEED + i).isEmpty();
            lost += delineation.possibleFlutter().isEmpty() ? 0 : 1;
        }
        System.out.println("HiddenFlutterWavesTest: " + lost + " of " + PATIENTS + " sinus rhythms up to " + fastest);
        assertThat(lost).isLessThanOrEqualTo(mayLose);
    }

    @ParameterizedTest
    @CsvSource({"ATRIAL_FIBRILLATION, 0", "SINUS_ARRHYTHMIA, 0", "SINUS, .15"})
    void whatKeepsNoTimeIsNoFlutter(Rhythm.Kind kind, double premature) {
        for (int i = 0; i < PATIENTS / 2; i++) {
            Rhythm rhythm = Rhythm.of(kind, 100 + 2 * i).withPremature(premature, premature);
            Delineation delineation =
                    Delineator.delineate(record(i, NOISY.with(rhythm), 250).recording());
            assertThat(delineation.flutter()).as("seed %s", FIRST_SEED + i).isEmpty();
            assertThat(delineation.possibleFlutter())
                    .as("seed %s", FIRST_SEED + i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void neitherGainNorOrderNorTimeMatter(Clear clear) {
        EcgRecording ecg = clear.ecg(250).recording();
        List<Lead> backwards = new ArrayList<>(Lead.STANDARD);
        Collections.reverse(backwards);
        double hertz = clear.only(ecg).hertz();
        for (EcgRecording other : List.of(
                changed(ecg, Lead.STANDARD, values -> times(values, .5)),
                changed(ecg, Lead.STANDARD, values -> times(values, 3)),
                changed(ecg, Lead.STANDARD, values -> times(values, -1)),
                changed(ecg, Lead.STANDARD, values -> Arrays.copyOfRange(values, 37, values.length)),
                changed(ecg, backwards, values -> values))) {
            assertThat(clear.only(other).hertz()).isCloseTo(hertz, within(.02 * hertz));
        }
    }

    @ParameterizedTest
    @CsvSource({"POSSIBLE, 125", "POSSIBLE, 500", "POSSIBLE, 1000", "SEEN, 125", "SEEN, 500", "SEEN, 1000"})
    void theSamplingRateDoesNotMatter(Clear clear, double rate) {
        double hertz = clear.only(clear.ecg(250).recording()).hertz();
        assertThat(clear.only(clear.ecg(rate).recording()).hertz()).isCloseTo(hertz, within(.02 * hertz));
    }

    @ParameterizedTest
    @EnumSource
    void aLeadThatWasNotRecordedIsNotMissed(Clear clear) {
        EcgRecording ecg = clear.ecg(250).recording();
        for (double nothing : new double[] {0, Double.NaN}) {
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>(ecg.leads());
            double[] values = new double[2500];
            Arrays.fill(values, nothing);
            leads.put(Lead.V3, new SampledSignal(250, values));
            assertThat(clear.only(Recordings.of(leads)).seconds()).isCloseTo(10, within(.01));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTooShortToTellHasNone(Clear clear) {
        EcgRecording ecg = changed(clear.ecg(250).recording(), Lead.STANDARD, values -> Arrays.copyOf(values, 500));
        Delineation delineation = Delineator.delineate(ecg);
        assertThat(delineation.flutter()).isEmpty();
        assertThat(delineation.possibleFlutter()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noLeadForItselfHasPWavesThen(Clear clear) {
        LeadDelineation delineation = Delineator.delineateLeads(clear.ecg(250).recording());
        assertThat(delineation.leads().values())
                .hasSize(12)
                .allSatisfy(beats -> assertThat(beats).hasSizeGreaterThan(10).allMatch(beat -> beat.p() == null));
    }

    private static EcgRecording changed(EcgRecording ecg, List<Lead> order, UnaryOperator<double[]> change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        for (Lead lead : order) {
            SampledSignal signal = ecg.lead(lead);
            leads.put(lead, new SampledSignal(signal.samplingRateHz(), change.apply(signal.millivolts())));
        }
        return Recordings.of(leads);
    }

    private static double[] times(double[] values, double gain) {
        return Arrays.stream(values).map(value -> gain * value).toArray();
    }
}
