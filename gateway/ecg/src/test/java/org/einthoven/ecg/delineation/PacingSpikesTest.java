package org.einthoven.ecg.delineation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
import org.junit.jupiter.params.provider.ValueSource;

class PacingSpikesTest {
    private static final int PATIENTS = 20;
    private static final double RATE = 500;

    private static SimulatedEcg ecg(int seed, double rate, double bpm) {
        return new EcgSimulator(rate, 10)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY
                                .with(seed % 2 == 0 ? Noise.CLEAN : Noise.ORDINARY)
                                .with(Rhythm.sinus(bpm)),
                        seed);
    }

    /** The same samples, said to come at another rate. */
    private static EcgRecording at(double rate, EcgRecording recording) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> leads.put(lead, new SampledSignal(rate, signal.millivolts())));
        return Recordings.of(leads);
    }

    /** A child's QRS complex takes 50 ms where an adult's takes 90, and its R wave a third of that. */
    @ParameterizedTest
    @CsvSource({"1.6, 360", "1.6, 500", "1.6, 1000", "2, 360", "2, 500", "2, 1000"})
    void narrowRWavesAreNone(double faster, double rate) {
        for (int seed = 0; seed < PATIENTS; seed++) {
            EcgRecording child =
                    at(rate, ecg(seed, rate / faster, seed % 4 < 2 ? 100 : 150).recording());
            assertThat(PacingSpikes.of(child)).as("seed " + seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 250, 300, 359})
    void belowTheLeastRateNothingIsLookedForOrBridged(double rate) {
        for (int seed = 0; seed < PATIENTS; seed++) {
            EcgRecording child = at(rate, ecg(seed, rate / 2, 150).recording());
            assertThat(PacingSpikes.of(child)).as("seed " + seed).isEmpty();
        }
    }

    /** As of a recorder whose filter rings. */
    @Test
    void spikesThatSwingBothWaysAreTakenOutWhole() {
        double[] shape = {-1, -7, -6, 8, 7.5, -2.4, -1.3};
        SimulatedEcg plain = ecg(1, RATE, 70);
        int[] spikes = plain.beats().stream()
                .mapToInt(beat -> (int) Math.round((beat.wave(Wave.Kind.QRS).onset() - .05) * RATE))
                .filter(i -> i > .1 * RATE)
                .toArray();
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        plain.recording().leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (int spike : spikes) {
                for (int i = 0; i < shape.length; i++) {
                    values[spike + i] += .4 * shape[i];
                }
            }
            leads.put(lead, new SampledSignal(RATE, values));
        });
        EcgRecording paced = Recordings.of(leads);
        List<Double> found = PacingSpikes.of(paced);
        assertThat(found).hasSize(spikes.length);
        EcgRecording without = PacingSpikes.without(paced, found);
        for (Lead lead : leads.keySet()) {
            double[] values = without.leads().get(lead).millivolts();
            double[] before = plain.recording().leads().get(lead).millivolts();
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as(lead + " at " + i).isCloseTo(before[i], within(.15));
            }
        }
    }
}
