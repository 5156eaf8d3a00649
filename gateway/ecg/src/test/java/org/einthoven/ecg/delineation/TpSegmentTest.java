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
import org.einthoven.ecg.simulator.TrueBeat;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits were found on seeds from 1,000 to 1,119; these are others. */
class TpSegmentTest {
    private static final int FIRST_SEED = 50_000;
    private static final int PATIENTS = 40;

    private static SimulatedEcg record(int i, Rhythm rhythm, Noise noise, double rate) {
        int seed = FIRST_SEED + i;
        return new EcgSimulator(rate, 10)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY.with(noise).with(rhythm),
                        seed);
    }

    private static boolean isMerged(Delineation delineation) {
        return 2 * delineation.mergedP().size() > delineation.beats().size();
    }

    @ParameterizedTest
    @CsvSource({"60, 110, 0", "60, 92, .08"})
    void whereTheHeartIsNotFastNothingMerges(double slowest, double fastest, double delay) {
        for (int i = 0; i < PATIENTS; i++) {
            Rhythm rhythm =
                    Rhythm.sinus(slowest + (fastest - slowest) * i / PATIENTS).withPrDelay(delay);
            Delineation delineation =
                    Delineator.delineate(record(i, rhythm, Noise.ORDINARY, 250).recording());
            assertThat(delineation.mergedP()).as("seed %s", FIRST_SEED + i).isEmpty();
            assertThat(delineation.beats().stream()
                            .filter(beat -> beat.p() != null)
                            .count())
                    .as("seed %s", FIRST_SEED + i)
                    .isGreaterThan(delineation.beats().size() / 2);
        }
    }

    /** Without it 15 to 26 of them have a P wave that begins more than 20 ms from where it does. */
    @ParameterizedTest
    @CsvSource({"110, .08", "140, 0", "150, 0"})
    void whatBeginsOnATWaveIsNoPWave(double bpm, double delay) {
        int merged = 0;
        int wrong = 0;
        for (int i = 0; i < PATIENTS; i++) {
            SimulatedEcg ecg = record(i, Rhythm.sinus(bpm).withPrDelay(delay), Noise.ORDINARY, 250);
            Delineation delineation = Delineator.delineate(ecg.recording());
            merged += isMerged(delineation) ? 1 : 0;
            double found = pr(delineation.beats());
            wrong += Math.abs(found - truePr(ecg)) > .020 ? 1 : 0;
        }
        System.out.printf("TpSegmentTest: %.0f: %d merged, %d wrong of %d%n", bpm, merged, wrong, PATIENTS);
        assertThat(merged).isGreaterThan(PATIENTS / 4);
        assertThat(wrong).isLessThanOrEqualTo(PATIENTS / 10);
    }

    /** NaN where most have none. */
    private static double pr(List<Beat> beats) {
        double[] all = beats.stream()
                .filter(beat -> beat.p() != null && beat.qrs() != null)
                .mapToDouble(beat -> beat.qrs().onset() - beat.p().onset())
                .sorted()
                .toArray();
        return 2 * all.length < beats.size() ? Double.NaN : all[all.length / 2];
    }

    private static double truePr(SimulatedEcg ecg) {
        TrueBeat beat = ecg.beats().get(ecg.beats().size() / 2);
        return beat.wave(Wave.Kind.QRS).onset() - beat.wave(Wave.Kind.P).onset();
    }

    /** Repolarisation of the atria may hold the leads off the line between T and P until the QRS complex. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 20})
    void theLineBeforeTheQrsComplexMayBeAnother(int patient) {
        SimulatedEcg ecg = record(patient, Rhythm.sinus(112), Noise.NONE, 500);
        EcgRecording lowered = changed(ecg.recording(), Lead.STANDARD, values -> {
            double[] other = values.clone();
            for (TrueBeat beat : ecg.beats()) {
                lower(other, beat);
            }
            return other;
        });
        Delineation delineation = Delineator.delineate(lowered);
        assertThat(delineation.mergedP()).isEmpty();
        assertThat(pr(delineation.beats())).isCloseTo(truePr(ecg), within(.02));
    }

    private static void lower(double[] values, TrueBeat beat) {
        Wave p = beat.wave(Wave.Kind.P);
        double end = beat.wave(Wave.Kind.QRS).offset();
        for (int i = (int) (500 * p.peak()); i < Math.min(values.length, 500 * end); i++) {
            double part = Math.min(1, (i / 500.0 - p.peak()) / .04);
            values[Math.max(0, i)] -= .03 * part;
        }
    }

    @Test
    void neitherGainNorOrderNorTimeMatter() {
        EcgRecording ecg = record(1, Rhythm.sinus(150), Noise.NONE, 250).recording();
        List<Lead> backwards = new ArrayList<>(Lead.STANDARD);
        Collections.reverse(backwards);
        for (EcgRecording other : List.of(
                ecg,
                changed(ecg, Lead.STANDARD, values -> times(values, .5)),
                changed(ecg, Lead.STANDARD, values -> times(values, 3)),
                changed(ecg, Lead.STANDARD, values -> times(values, -1)),
                changed(ecg, Lead.STANDARD, values -> Arrays.stream(values)
                        .map(value -> value + .3)
                        .toArray()),
                changed(ecg, Lead.STANDARD, values -> Arrays.copyOfRange(values, 37, values.length)),
                changed(ecg, backwards, values -> values))) {
            assertMerged(Delineator.delineate(other));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {125, 500, 1000})
    void theSamplingRateDoesNotMatter(double rate) {
        assertMerged(Delineator.delineate(
                record(1, Rhythm.sinus(150), Noise.NONE, rate).recording()));
    }

    private static void assertMerged(Delineation delineation) {
        assertThat(isMerged(delineation)).isTrue();
        assertThat(delineation.beats()).hasSizeGreaterThan(20).allMatch(beat -> beat.p() == null);
        assertThat(delineation.beats().stream().map(Beat::seconds)).containsAll(delineation.mergedP());
    }

    @Test
    void eachBeatOfALongRecordingIsToldOnce() {
        int seed = FIRST_SEED + 1;
        EcgRecording ecg = new EcgSimulator(250, 34)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY.with(Noise.NONE).with(Rhythm.sinus(150)),
                        seed)
                .recording();
        Delineation delineation = Delineator.delineate(ecg);
        assertThat(delineation.mergedP()).doesNotHaveDuplicates().isSorted();
        assertMerged(delineation);
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
