package org.einthoven.ecg.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hearts that stand still, fibrillate or do not answer their pacemaker, in noise, and hearts that must not be taken for one. */
class WithoutBeatsTest {
    private static final int SEEDS = 2;
    private static final int RATE = 500;
    private static final double[] TWO_MV_SPIKES = {2, 0, 40};

    private interface Change {
        double of(Lead lead, int sample, double value);
    }

    private static EcgRecording heart(int seed, Rhythm rhythm, Noise noise) {
        return new EcgSimulator(RATE, 10)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY.with(rhythm).with(noise),
                        seed)
                .recording();
    }

    private static EcgRecording changed(EcgRecording recording, Change change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = change.of(lead, i, values[i]);
            }
            leads.put(lead, new SampledSignal(RATE, values));
        });
        return Recordings.of(leads);
    }

    private static EcgRecording sum(EcgRecording a, double gain, EcgRecording b) {
        return changed(a, (lead, i, value) -> gain * value + b.lead(lead).millivolts()[i]);
    }

    /** What is recorded of a heart that stands still. */
    private static EcgRecording asystole(int seed, Noise noise) {
        EcgRecording without = heart(seed, Rhythm.sinus(65), Noise.NONE);
        return sum(without, -1, heart(seed, Rhythm.sinus(65), noise));
    }

    private static EcgRecording stoppedAfterThreeSeconds(int seed) {
        EcgRecording beating = heart(seed, Rhythm.sinus(65), Noise.HEAVY);
        return changed(
                asystole(seed, Noise.HEAVY),
                (lead, i, value) -> i < 3 * RATE ? beating.lead(lead).millivolts()[i] : value);
    }

    /** A dipole that wanders at about 4.5 Hz. */
    private static EcgRecording fibrillation(int seed, double millivolts) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] dipole = {oscillation(random), oscillation(random), oscillation(random)};
        return changed(
                heart(seed, Rhythm.sinus(65), Noise.NONE),
                (lead, i, value) ->
                        millivolts * (x(lead) * dipole[0][i] + y(lead) * dipole[1][i] + z(lead) * dipole[2][i]));
    }

    private static double[] oscillation(SplittableRandom random) {
        double[] values = new double[10 * RATE];
        for (int k = 0; k < 30; k++) {
            double hertz = 4.5 + .6 * random.nextGaussian();
            double phase = random.nextDouble(2 * Math.PI);
            for (int i = 0; i < values.length; i++) {
                values[i] += Math.sin(2 * Math.PI * hertz * i / RATE + phase) / Math.sqrt(15);
            }
        }
        return values;
    }

    /** Projections that keep Einthoven's and Goldberger's laws. */
    private static double x(Lead lead) {
        return of(lead, .6, .2);
    }

    private static double y(Lead lead) {
        return of(lead, -.2, 1.0);
    }

    private static double z(Lead lead) {
        return lead.standardIndex() < 6 ? 0 : -1.3 + .3 * (lead.standardIndex() - 6);
    }

    private static double of(Lead lead, double one, double two) {
        return switch (lead.standardIndex()) {
            case 0 -> one;
            case 1 -> two;
            case 2 -> two - one;
            case 3 -> -(one + two) / 2;
            case 4 -> one - two / 2;
            case 5 -> two - one / 2;
            default -> one + .1 * (lead.standardIndex() - 6);
        };
    }

    private static EcgRecording withNoiseInV6(int seed, EcgRecording recording) {
        SplittableRandom random = new SplittableRandom(seed);
        return changed(recording, (lead, i, value) -> lead.equals(Lead.V6) ? .03 * random.nextGaussian() : value);
    }

    /**
     * Seventy spikes of 2 ms a minute.
     *
     * @param spike its mV, the part of it that the electrode's polarisation has, and the ms in which that fades
     */
    private static EcgRecording paced(EcgRecording recording, double... spike) {
        return changed(recording, (lead, i, value) -> {
            int after = i < 300 ? -1 : (i - 300) % 430;
            double fading = -spike[1] * Math.exp(-after * 2 / spike[2]);
            return after < 0 ? value : value + spike[0] * of(lead, .6, 1) * (after == 0 ? 1 : fading);
        });
    }

    /** Complexes of 160 ms and T waves that begin 20 ms behind each spike. */
    private static EcgRecording captured(EcgRecording recording) {
        return changed(recording, (lead, i, value) -> {
            int after = i < 310 ? -1 : (i - 310) % 430;
            double qrs = after < 0 || after > 80 ? 0 : Math.sin(Math.PI * after / 80);
            double t = after < 120 || after > 220 ? 0 : Math.sin(Math.PI * (after - 120) / 100);
            return value + of(lead, .4, -.6) * (qrs - .4 * t * t);
        });
    }

    /** Two hundred wide complexes a minute, one like the other. */
    private static EcgRecording tachycardia(EcgRecording recording) {
        return changed(recording, (lead, i, value) -> {
            double phase = i % 150 / 80.0;
            double qrs = phase > 1 ? 0 : Math.sin(Math.PI * phase) * (.7 + .5 * Math.sin(2 * Math.PI * phase));
            return value + of(lead, .5, -.9) * qrs;
        });
    }

    private static EcgRecording only(Lead lead, EcgRecording recording) {
        return Recordings.of(Map.of(lead, recording.lead(lead)));
    }

    private static Arguments named(String name, IntFunction<EcgRecording> ofSeed) {
        return Arguments.of(name, ofSeed);
    }

    static Stream<Arguments> withoutBeats() {
        Noise muscle = new Noise(.1, .02, .01, 50, .003);
        Noise white = new Noise(0, 0, 0, 50, .03);
        return Stream.of(
                named("asystole, heavy noise", seed -> asystole(seed, Noise.HEAVY)),
                named("asystole, heavy noise, one lead", seed -> only(Lead.II, asystole(seed, Noise.HEAVY))),
                named("asystole, muscle noise of 0.02 mV", seed -> asystole(seed, muscle)),
                named("asystole, white noise", seed -> asystole(seed, white)),
                named("fibrillation, V6 noise", seed -> withNoiseInV6(seed, fibrillation(seed, .4))),
                named(
                        "fibrillation of 0.1 mV, ordinary noise",
                        seed -> sum(fibrillation(seed, .1), 1, asystole(seed, Noise.ORDINARY))),
                named(
                        "fibrillation of 0.4 mV, heavy noise",
                        seed -> sum(fibrillation(seed, .4), 1, asystole(seed, Noise.HEAVY))),
                named("fibrillation, paced", seed -> paced(fibrillation(seed, .3), TWO_MV_SPIKES)),
                named("no capture, a twentieth for 40 ms", seed -> paced(asystole(seed, Noise.ORDINARY), 2, .05, 40)),
                named("no capture, a tenth for 40 ms", seed -> paced(asystole(seed, Noise.ORDINARY), 2, .1, 40)),
                named("no capture, 5 mV", seed -> paced(asystole(seed, Noise.ORDINARY), 5, .03, 80)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutBeats")
    void nothingIsMeasuredAndNoModelIsAsked(String name, IntFunction<EcgRecording> ofSeed) {
        for (int seed = 0; seed < SEEDS; seed++) {
            EcgAnalysis analysis = EcgAnalysis.of(ofSeed.apply(seed));
            assertThat(codes(analysis)).as("%s, seed %d", name, seed).contains("no-beats");
            assertThat(analysis.quality().analysable())
                    .as("%s, seed %d", name, seed)
                    .isFalse();
            assertThat(analysis.measurements().values().values())
                    .allSatisfy(measured -> assertThat(measured.value()).isNull());
        }
    }

    static Stream<Arguments> withBeats() {
        Rhythm fibrillation = Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 150);
        Rhythm premature = Rhythm.sinus(70).withPremature(.2, .4);
        return Stream.of(
                named("20 a minute, heavy noise", seed -> heart(seed, Rhythm.sinus(20), Noise.HEAVY)),
                named("180 a minute, heavy noise", seed -> heart(seed, Rhythm.sinus(180), Noise.HEAVY)),
                named("premature beats, heavy noise", seed -> heart(seed, premature, Noise.HEAVY)),
                named("fibrillation of the atria, heavy noise", seed -> heart(seed, fibrillation, Noise.HEAVY)),
                named("one lead, heavy noise", seed -> only(Lead.II, heart(seed, Rhythm.sinus(50), Noise.HEAVY))),
                named(
                        "complexes of 0.15 to 0.3 mV, ordinary noise",
                        seed -> sum(heart(seed, Rhythm.sinus(60), Noise.NONE), .15, asystole(seed, Noise.ORDINARY))),
                named("tachycardia, ordinary noise", seed -> tachycardia(asystole(seed, Noise.ORDINARY))),
                named("capture", seed -> paced(captured(asystole(seed, Noise.ORDINARY)), 2, .1, 40)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withBeats")
    void aHeartThatBeatsIsMeasured(String name, IntFunction<EcgRecording> ofSeed) {
        for (int seed = 0; seed < SEEDS; seed++) {
            EcgAnalysis analysis = EcgAnalysis.of(ofSeed.apply(seed));
            assertThat(codes(analysis)).as("%s, seed %d", name, seed).doesNotContain("no-beats");
            assertThat(analysis.medianBeat()).as("%s, seed %d", name, seed).isNotNull();
        }
    }

    /** What it did before is no rate, and the noise behind it has none. */
    @Test
    void aHeartThatStopsInHeavyNoiseHasNoRate() {
        for (int seed = 0; seed < 3 * SEEDS; seed++) {
            assertThat(EcgAnalysis.of(stoppedAfterThreeSeconds(seed))
                            .measurements()
                            .value(Measure.HEART_RATE))
                    .as("seed %d", seed)
                    .isNull();
        }
    }

    private static List<String> codes(EcgAnalysis analysis) {
        return analysis.quality().issues().stream().map(QualityIssue::code).toList();
    }
}
