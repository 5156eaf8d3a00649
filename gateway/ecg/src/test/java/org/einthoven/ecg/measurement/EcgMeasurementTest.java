package org.einthoven.ecg.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadMeasurements;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Recordings;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.Delineator;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcgMeasurementTest {
    private static final int PATIENTS = 40;

    private static SimulatedEcg ecg(int seed, Rhythm rhythm) {
        return new EcgSimulator(500, 10)
                .record(
                        Patient.random(new SplittableRandom(seed)),
                        Visit.HEALTHY.with(Noise.ORDINARY).with(rhythm),
                        seed);
    }

    private static Measurements measure(EcgRecording recording) {
        return EcgMeasurement.measure(recording, Delineator.delineate(recording));
    }

    private static double value(Measurements measured, Measure measure) {
        assertThat(measured.values().get(measure).reason()).as(measure.id()).isNull();
        return measured.values().get(measure).value();
    }

    /** The errors' mean and standard deviation over patients; printed for docs/benchmarks.md. */
    @Test
    void intervalsAreThoseOfTheSimulator() {
        Map<Measure, List<Double>> errors = new LinkedHashMap<>();
        for (int seed = 0; seed < PATIENTS; seed++) {
            SimulatedEcg ecg = ecg(seed, Rhythm.sinus(50 + seed));
            Measurements measured = measure(ecg.recording());
            double[] peaks = ecg.beats().stream()
                    .mapToDouble(beat -> beat.wave(Wave.Kind.QRS).peak())
                    .toArray();
            double rr = (peaks[peaks.length - 1] - peaks[0]) / (peaks.length - 1);
            Map<Measure, Double> truth = Map.of(
                    Measure.RR_MEAN, 1000 * rr,
                    Measure.PR, median(ecg, Wave.Kind.QRS, Wave.Kind.P, false),
                    Measure.P_DURATION, median(ecg, Wave.Kind.P, Wave.Kind.P, true),
                    Measure.QRS, median(ecg, Wave.Kind.QRS, Wave.Kind.QRS, true),
                    Measure.QT, median(ecg, Wave.Kind.T, Wave.Kind.QRS, true));
            truth.forEach((measure, expected) ->
                    errors.computeIfAbsent(measure, m -> new ArrayList<>()).add(value(measured, measure) - expected));
        }
        errors.forEach((measure, list) -> {
            double mean = list.stream().mapToDouble(x -> x).average().orElseThrow();
            double deviation = Math.sqrt(list.stream()
                    .mapToDouble(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow());
            System.out.printf("EcgMeasurementTest: %s %.1f ± %.1f ms%n", measure, mean, deviation);
            Limit limit = LIMITS.get(measure);
            assertThat(mean).as("mean error of " + measure).isCloseTo(0, within(limit.mean()));
            assertThat(deviation).as("spread of the error of " + measure).isLessThan(limit.deviation());
        });
    }

    /** What IEC 60601-2-25, 201.12.101.3 allows, and for the RR interval a sample of the analysis. */
    private static final Map<Measure, Limit> LIMITS = Map.of(
            Measure.RR_MEAN, new Limit(2, 4),
            Measure.P_DURATION, new Limit(10, 15),
            Measure.PR, new Limit(10, 10),
            Measure.QRS, new Limit(10, 10),
            Measure.QT, new Limit(25, 30));

    private record Limit(double mean, double deviation) {}

    private static double median(SimulatedEcg ecg, Wave.Kind to, Wave.Kind from, boolean toOffset) {
        double[] all = ecg.beats().stream()
                .filter(beat -> beat.wave(to) != null && beat.wave(from) != null)
                .mapToDouble(beat -> length(beat, to, from, toOffset))
                .toArray();
        return 1000 * Medians.of(all);
    }

    private static double length(TrueBeat beat, Wave.Kind to, Wave.Kind from, boolean toOffset) {
        Wave end = beat.wave(to);
        return (toOffset ? end.offset() : end.onset()) - beat.wave(from).onset();
    }

    @Test
    void correctedIntervalsFollowTheirFormulas() {
        Measurements measured = measure(ecg(1, Rhythm.sinus(80)).recording());
        double qt = value(measured, Measure.QT);
        double rr = value(measured, Measure.RR_MEAN) / 1000;
        assertThat(value(measured, Measure.QTC_BAZETT)).isCloseTo(qt / Math.sqrt(rr), within(.01));
        assertThat(value(measured, Measure.QTC_FRIDERICIA)).isCloseTo(qt / Math.pow(rr, 1.0 / 3), within(.01));
        assertThat(value(measured, Measure.QTC_FRAMINGHAM)).isCloseTo(qt + 154 * (1 - rr), within(.01));
        assertThat(value(measured, Measure.QTC_HODGES)).isCloseTo(qt + 1.75 * (60 / rr - 60), within(.01));
    }

    /** The P wave that follows a T wave too low to be seen is no T wave: its end would be a QT of nearly a whole cycle. */
    @ParameterizedTest
    @CsvSource({"1, 115, .10", "1, 115, .15", "4, 125, .10", "4, 125, .15", "4, 125, .20", "2, 100, .02"})
    void pWavesAreNoTWaves(int seed, double bpm, double height) {
        SimulatedEcg ecg = ecg(seed, Rhythm.sinus(bpm));
        Double truth = measure(ecg.recording()).value(Measure.QT);
        Double qt = measure(withT(ecg, height)).value(Measure.QT);
        assertThat(qt == null || Math.abs(qt - truth) < 60)
                .as("QT %s for %s", qt, truth)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void noiseHasNoQt(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EcgRecording withoutT = withT(ecg(seed, Rhythm.sinus(60 + 4 * seed)), 0);
        double[] values = withoutT.lead(Lead.II).millivolts().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += .04 * random.nextGaussian();
        }
        Measured qt = measure(Recordings.of(Map.of(Lead.II, new SampledSignal(500, values))))
                .values()
                .get(Measure.QT);
        assertThat(qt.value()).as("%s", qt).isNull();
    }

    /** In one lead two beats tell nothing of what is a T wave and what is noise; in twelve they agree. */
    @Test
    void twoBeatsOfOneLeadHaveNoQt() {
        EcgRecording whole = ecg(3, Rhythm.sinus(50)).recording();
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        whole.leads()
                .forEach((lead, signal) ->
                        leads.put(lead, new SampledSignal(500, Arrays.copyOf(signal.millivolts(), 1500))));
        Measurements one = measure(Recordings.of(Map.of(Lead.II, leads.get(Lead.II))));
        assertThat(one.values().get(Measure.QT)).isEqualTo(Measured.absent("fewer than three beats with a T wave"));
        assertThat(value(measure(Recordings.of(leads)), Measure.QT))
                .isCloseTo(value(measure(whole), Measure.QT), within(20.0));
    }

    /** As with a long QT of type 2 or with little potassium: the second hump belongs to it, and is not a P wave. */
    @ParameterizedTest
    @ValueSource(doubles = {.8, .9})
    void aTWaveOfTwoHumpsEndsBehindTheSecond(double second) {
        SimulatedEcg ecg = ecg(1, Rhythm.sinus(60));
        EcgRecording bifid = changedWaves(ecg, (values, t, qrs) -> {
            double[] hump = hump(values, t);
            double height = hump[(int) (500 * (t.peak() - t.onset()))];
            int from = (int) (500 * t.onset());
            for (int i = 0; i < hump.length; i++) {
                double away = (from + i) / 500.0 - t.peak();
                values[from + i] += height * (bell(away + .05) + second * bell(away - .05)) - hump[i];
            }
        });
        double last = 1000
                * Medians.of(ecg.beats().stream()
                        .filter(beat -> beat.wave(Wave.Kind.T) != null)
                        .mapToDouble(beat -> beat.wave(Wave.Kind.T).peak()
                                + .05
                                - beat.wave(Wave.Kind.QRS).onset())
                        .toArray());
        assertThat(value(measure(bifid), Measure.QT)).isBetween(last + 20, last + 130);
    }

    private static double bell(double seconds) {
        return Math.exp(-seconds * seconds / 2 / .035 / .035);
    }

    /** With T waves of so much of their height. */
    private static EcgRecording withT(SimulatedEcg ecg, double part) {
        return changedWaves(ecg, (values, t, qrs) -> {
            double[] hump = hump(values, t);
            for (int i = 0; i < hump.length; i++) {
                values[(int) (500 * t.onset()) + i] -= (1 - part) * hump[i];
            }
        });
    }

    private interface WaveChange {
        void of(double[] values, Wave t, Wave qrs);
    }

    private static EcgRecording changedWaves(SimulatedEcg ecg, WaveChange change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        ecg.recording().leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (TrueBeat beat : ecg.beats()) {
                Wave t = beat.wave(Wave.Kind.T);
                if (t != null && t.onset() >= 0 && t.offset() < ecg.recording().durationSeconds() - .002) {
                    change.of(values, t, beat.wave(Wave.Kind.QRS));
                }
            }
            leads.put(lead, new SampledSignal(500, values));
        });
        return Recordings.of(leads);
    }

    /** A wave's samples above the line between its ends. */
    private static double[] hump(double[] values, Wave wave) {
        int from = (int) (500 * wave.onset());
        double[] hump = new double[(int) (500 * wave.offset()) - from + 1];
        double step = (values[from + hump.length - 1] - values[from]) / Math.max(1, hump.length - 1);
        for (int i = 0; i < hump.length; i++) {
            hump[i] = values[from + i] - values[from] - step * i;
        }
        return hump;
    }

    @Test
    void aPWaveThatMergesWithTheTWaveHasNoValues() {
        Measurements measured = measure(ecg(50_001, Rhythm.sinus(150)).recording());
        Measured merged = Measured.absent("P wave merges with the T wave before it");
        for (Measure none : List.of(Measure.PR, Measure.P_DURATION, Measure.P_AXIS)) {
            assertThat(measured.values().get(none)).as(none.id()).isEqualTo(merged);
        }
        for (Measure one : List.of(Measure.HEART_RATE, Measure.QRS, Measure.QT, Measure.T_AXIS)) {
            assertThat(value(measured, one)).as(one.id()).isNotNaN();
        }
        assertThat(measured.values().get(Measure.ATRIAL_RATE).reason())
                .isEqualTo("the atria are not seen to beat faster than the ventricles");
        assertThat(measured.leads().values()).hasSize(12).allSatisfy(lead -> assertThat(lead.p())
                .isNull());
    }

    /** The net area of each wave in two leads gives the axis; a turn of the dipole in the frontal plane turns it as far. */
    @ParameterizedTest
    @ValueSource(doubles = {-90, 0, 37, 120, 180})
    void axesTurnWithTheHeart(double degrees) {
        EcgRecording recording = ecg(2, Rhythm.sinus(70)).recording();
        Measurements measured = measure(turned(recording, 0));
        Measurements turned = measure(turned(recording, Math.toRadians(degrees)));
        for (Measure axis : List.of(Measure.P_AXIS, Measure.QRS_AXIS, Measure.T_AXIS)) {
            double turn = value(turned, axis) - value(measured, axis);
            // Of a P wave, which is small, the bounds depend on where it points.
            double tolerance = axis == Measure.P_AXIS ? 12 : 3;
            assertThat(Math.IEEEremainder(turn - degrees, 360)).as(axis.id()).isCloseTo(0, within(tolerance));
        }
    }

    private static EcgRecording turned(EcgRecording recording, double angle) {
        double[] one = recording.lead(Lead.I).millivolts();
        double[] two = recording.lead(Lead.II).millivolts();
        double[] newOne = new double[one.length];
        double[] newTwo = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            double x = one[i];
            double y = (2 * two[i] - one[i]) / Math.sqrt(3);
            newOne[i] = x * Math.cos(angle) - y * Math.sin(angle);
            newTwo[i] = (newOne[i] + Math.sqrt(3) * (x * Math.sin(angle) + y * Math.cos(angle))) / 2;
        }
        return Recordings.of(Map.of(Lead.I, new SampledSignal(500, newOne), Lead.II, new SampledSignal(500, newTwo)));
    }

    @Test
    void amplitudesAreThoseOfTheLeads() {
        SimulatedEcg ecg = ecg(3, Rhythm.sinus(70));
        Measurements measured = measure(ecg.recording());
        ecg.recording().leads().forEach((lead, signal) -> {
            LeadMeasurements found = measured.leads().get(lead);
            double[] highest = extremes(ecg, signal, true);
            double[] lowest = extremes(ecg, signal, false);
            assertThat(found.r()).as("R in " + lead).isCloseTo(Math.max(0, Medians.of(highest)), within(.05));
            assertThat(found.s()).as("S in " + lead).isCloseTo(Math.min(0, Medians.of(lowest)), within(.05));
        });
    }

    private static double[] extremes(SimulatedEcg ecg, SampledSignal signal, boolean highest) {
        return ecg.beats().stream()
                .map(beat -> beat.wave(Wave.Kind.QRS))
                .filter(qrs -> qrs.onset() > .1 && qrs.offset() < 9.9)
                .mapToDouble(qrs -> {
                    int from = (int) Math.round(qrs.onset() * 500);
                    double base = Arrays.stream(signal.millivolts(), from - 8, from)
                            .average()
                            .orElseThrow();
                    double[] complex =
                            Arrays.copyOfRange(signal.millivolts(), from, (int) Math.round(qrs.offset() * 500));
                    Arrays.sort(complex);
                    return (highest ? complex[complex.length - 1] : complex[0]) - base;
                })
                .toArray();
    }

    @Test
    void ectopicBeatsChangeNoInterval() {
        for (int seed = 0; seed < 10; seed++) {
            Measurements plain = measure(ecg(seed, Rhythm.sinus(65)).recording());
            Measurements ectopic =
                    measure(ecg(seed, Rhythm.sinus(65).withPremature(0, .2)).recording());
            assertThat(value(ectopic, Measure.QRS)).isCloseTo(value(plain, Measure.QRS), within(8.0));
            assertThat(value(ectopic, Measure.PR)).isCloseTo(value(plain, Measure.PR), within(8.0));
        }
    }

    @Test
    void fibrillationHasNoPrAndSaysWhy() {
        Measurements measured =
                measure(ecg(4, Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 80)).recording());
        assertThat(measured.values().get(Measure.PR)).isEqualTo(Measured.absent("no P wave before most beats"));
        assertThat(measured.values().get(Measure.P_AXIS).reason()).contains("P wave");
        assertThat(value(measured, Measure.RR_DEVIATION)).isGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 150, 200})
    void slowAndFastHeartsHaveTheirRate(double bpm) {
        assertThat(value(measure(ecg(5, Rhythm.sinus(bpm)).recording()), Measure.HEART_RATE))
                .isCloseTo(bpm, within(.05 * bpm));
    }

    /** Faster than the simulator's hearts go: one of 130 a minute, told to have been sampled faster. */
    @ParameterizedTest
    @ValueSource(doubles = {220, 260, 300})
    void theFastestHeartsAreNotHalved(double bpm) {
        for (int seed = 0; seed < 5; seed++) {
            double faster = bpm / 130;
            EcgRecording slow = new EcgSimulator(500 / faster, 10 * faster)
                    .record(Patient.random(new SplittableRandom(seed)), Visit.HEALTHY.with(Rhythm.sinus(130)), seed)
                    .recording();
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            slow.leads().forEach((lead, signal) -> leads.put(lead, new SampledSignal(500, signal.millivolts())));
            assertThat(value(measure(Recordings.of(leads)), Measure.HEART_RATE))
                    .as("seed " + seed)
                    .isCloseTo(bpm, within(.05 * bpm));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 2, -1})
    void gainChangesNoInterval(double gain) {
        EcgRecording recording = new EcgSimulator(500, 10)
                .record(Patient.random(new SplittableRandom(6)), Visit.HEALTHY, 6)
                .recording();
        Measurements measured = measure(recording);
        Measurements changed = measure(changed(recording, (value, i) -> gain * value));
        for (Measure measure : List.of(Measure.PR, Measure.QRS, Measure.QT, Measure.RR_MEAN)) {
            assertThat(value(changed, measure)).as(measure.id()).isCloseTo(value(measured, measure), within(.5));
        }
    }

    @Test
    void pacingSpikesAreCounted() {
        SimulatedEcg ecg = ecg(7, Rhythm.sinus(70));
        int[] spikes = ecg.beats().stream()
                .mapToInt(beat -> (int) Math.round((beat.wave(Wave.Kind.QRS).onset() - .004) * 500))
                .filter(i -> i > 0)
                .toArray();
        EcgRecording paced = changed(
                ecg.recording(), (value, i) -> value + (IntStream.of(spikes).anyMatch(s -> s == i) ? 1.5 : 0));
        assertThat(value(measure(ecg.recording()), Measure.PACED_BEATS)).isZero();
        assertThat(value(measure(paced), Measure.PACED_BEATS)).isCloseTo(spikes.length, within(1.0));
    }

    @Test
    void pacingSpikesAreNotLookedForInFewSamples() {
        EcgRecording few = new EcgSimulator(250, 10)
                .record(Patient.random(new SplittableRandom(7)), Visit.HEALTHY, 7)
                .recording();
        assertThat(measure(few).values().get(Measure.PACED_BEATS))
                .isEqualTo(Measured.absent("pacing spikes need 360 samples a second"));
    }

    /** All leads lack a part of each wave, of its length from its onset on: nothing is measured across the bridge over it. */
    @ParameterizedTest
    @CsvSource({
        "P, -.1, .2, p pr p-axis",
        "P, .3, .8, p pr p-axis",
        "P, -.1, .9, p pr p-axis",
        "T, .3, .7, qt qtc t-axis",
        "T, .8, 1.1, qt qtc t-axis"
    })
    void whatWasNotRecordedHasNoMeasure(Wave.Kind kind, double from, double to, String absent) {
        for (int seed = 0; seed < 5; seed++) {
            SimulatedEcg ecg = ecg(seed, Rhythm.sinus(60));
            EcgRecording gaps = changed(
                    ecg.recording(),
                    (value, i) -> ecg.beats().stream()
                                    .map(beat -> beat.wave(kind))
                                    .anyMatch(wave -> wave != null
                                            && i / 500.0 > wave.onset() + from * wave.seconds()
                                            && i / 500.0 < wave.onset() + to * wave.seconds())
                            ? Double.NaN
                            : value);
            Measurements measured = measure(gaps);
            List<String> known = Arrays.stream(Measure.values())
                    .filter(measure -> measured.value(measure) != null)
                    .map(Measure::id)
                    .toList();
            assertThat(known)
                    .as("seed " + seed)
                    .doesNotContain(absent.split(" "))
                    .contains("qrs", "qrs-axis");
        }
    }

    static Stream<EcgRecording> withoutBeats() {
        EcgRecording plain = ecg(8, Rhythm.sinus(70)).recording();
        SplittableRandom random = new SplittableRandom(8);
        double[] phases = random.doubles(8, 0, 6.3).toArray();
        double[] frequencies = random.doubles(8, 3.5, 7.5).toArray();
        return Stream.of(
                changed(plain, (value, i) -> 0),
                changed(plain, (value, i) -> 1),
                changed(plain, (value, i) -> Double.NaN),
                changed(plain, (value, i) -> .01 * random.nextDouble(-1, 1)),
                changed(plain, (value, i) -> IntStream.range(0, 8)
                        .mapToDouble(k -> .2 * Math.sin(2 * Math.PI * frequencies[k] * i / 500 + phases[k]))
                        .sum()));
    }

    @ParameterizedTest
    @MethodSource("withoutBeats")
    void withoutBeatsNothingIsMeasuredAndTheReasonIsGiven(EcgRecording recording) {
        Measurements measured = measure(recording);
        assertThat(measured.values()).hasSize(Measure.values().length);
        assertThat(measured.values().values())
                .allSatisfy(value -> assertThat(value.reason()).isNotBlank());
        assertThat(measured.leads()).isEmpty();
    }

    @Test
    void oneBeatHasItsWidthButNoRate() {
        SimulatedEcg ecg = ecg(9, Rhythm.sinus(60));
        double middle = ecg.beats().get(4).wave(Wave.Kind.QRS).peak();
        Measurements measured =
                measure(changed(ecg.recording(), (value, i) -> Math.abs(i / 500.0 - middle) < .45 ? value : 0));
        assertThat(measured.values().get(Measure.HEART_RATE)).isEqualTo(Measured.absent("fewer than two beats"));
        assertThat(measured.values().get(Measure.QTC_BAZETT).reason()).isNotBlank();
        assertThat(value(measured, Measure.QRS)).isBetween(60.0, 120.0);
    }

    @Test
    void aHeartThatStopsHasNoRate() {
        SplittableRandom random = new SplittableRandom(10);
        Measurements measured = measure(changed(
                ecg(10, Rhythm.sinus(70)).recording(),
                (value, i) -> i < 1500 ? value : .005 * random.nextDouble(-1, 1)));
        assertThat(measured.values().get(Measure.HEART_RATE).reason()).startsWith("no beat for ");
    }

    @Test
    void aRecordingThatStopsHasTheRateOfWhatWasRecorded() {
        Measurements measured =
                measure(changed(ecg(10, Rhythm.sinus(70)).recording(), (value, i) -> i < 2500 ? value : Double.NaN));
        assertThat(value(measured, Measure.HEART_RATE)).isCloseTo(70, within(2.0));
    }

    /** Each interval has its gap: there are beats, but none of which it is known that it follows the one before. */
    @Test
    void beatsThatGapsKeepApartHaveNoRate() {
        SimulatedEcg ecg = ecg(10, Rhythm.sinus(50));
        double[] peaks = ecg.beats().stream()
                .mapToDouble(beat -> beat.wave(Wave.Kind.QRS).peak())
                .toArray();
        Measurements measured = measure(changed(
                ecg.recording(),
                (value, i) -> Arrays.stream(peaks).anyMatch(peak -> i / 500.0 > peak + .6 && i / 500.0 < peak + .95)
                        ? Double.NaN
                        : value));
        assertThat(measured.values().get(Measure.HEART_RATE).reason())
                .isEqualTo("no two beats follow each other without a gap");
    }

    /** A short gap takes itself away, not the standstill around it. */
    @ParameterizedTest
    @ValueSource(ints = {1600, 3000, 4700})
    void aGapHidesNoStandstill(int gap) {
        SplittableRandom random = new SplittableRandom(10);
        Measurements measured = measure(changed(ecg(10, Rhythm.sinus(70)).recording(), (value, i) -> {
            double noise = .005 * random.nextDouble(-1, 1);
            return i < 1500 ? value : i > gap && i < gap + 300 ? Double.NaN : noise;
        }));
        assertThat(measured.values().get(Measure.HEART_RATE).reason()).startsWith("no beat for ");
    }

    /** The first beat is cut in half by the recording's beginning: it agrees with none. */
    @Test
    void aBeatThatTheRecordingCutsHasNoShape() {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedEcg ecg = ecg(seed, Rhythm.sinus(70));
            int first = (int) (500 * ecg.beats().get(1).wave(Wave.Kind.QRS).peak());
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            ecg.recording()
                    .leads()
                    .forEach((lead, signal) -> leads.put(
                            lead,
                            new SampledSignal(500, Arrays.copyOfRange(signal.millivolts(), first, signal.length()))));
            double turn = value(measure(Recordings.of(leads)), Measure.QRS_AXIS)
                    - value(measure(ecg.recording()), Measure.QRS_AXIS);
            assertThat(Math.IEEEremainder(turn, 360)).as("seed " + seed).isCloseTo(0, within(6.0));
        }
    }

    /** A T wave so late that the median beat ends before it is there: QT is measured, and no axis says that there is none. */
    @Test
    void theAxisOfALateWaveSaysThatItIsLate() {
        SimulatedEcg ecg = ecg(4, Rhythm.sinus(40));
        Delineation found = Delineator.delineate(ecg.recording());
        EcgRecording recording = changedWaves(ecg, (values, t, qrs) -> {
            double[] hump = hump(values, t);
            int later = (int) Math.round(500 * (qrs.onset() + .77 - t.offset()));
            int from = (int) (500 * t.onset());
            for (int i = 0; i < hump.length && from + later + i < values.length; i++) {
                values[from + i] -= hump[i];
                values[from + later + i] += hump[i];
            }
        });
        List<Beat> late = found.beats().stream()
                .map(beat -> new Beat(
                        beat.seconds(),
                        beat.p(),
                        beat.qrs(),
                        beat.t() == null || beat.qrs() == null
                                ? null
                                : beat.t()
                                        .later(beat.qrs().onset()
                                                + .77
                                                - beat.t().offset())))
                .toList();
        Measurements measured = EcgMeasurement.measure(
                recording,
                new Delineation(found.leads(), late, List.of(), List.of(), found.mergedP(), found.pacingSpikes()));
        assertThat(value(measured, Measure.QT)).isCloseTo(770, within(1.0));
        assertThat(measured.values().get(Measure.T_AXIS))
                .isEqualTo(Measured.absent("the T wave lies too far from the QRS complex"));
        assertThat(measured.values().get(Measure.P_AXIS).reason()).isNull();
    }

    /** One gap may hide a QRS complex, however short: the intervals beside it are none, the others stay what they were. */
    @ParameterizedTest
    @ValueSource(doubles = {.03, .08, .16, .5, 4})
    void aGapAtAComplexIsNoPause(double gap) {
        for (int seed = 0; seed < 5; seed++) {
            SimulatedEcg ecg = ecg(seed, Rhythm.sinus(75));
            double peak = ecg.beats().get(6).wave(Wave.Kind.QRS).peak();
            Measurements whole = measure(ecg.recording());
            Measurements measured = measure(
                    changed(ecg.recording(), (value, i) -> Math.abs(i / 500.0 - peak) < gap / 2 ? Double.NaN : value));
            assertThat(value(measured, Measure.HEART_RATE))
                    .as("seed " + seed)
                    .isCloseTo(value(whole, Measure.HEART_RATE), within(3.0));
            assertThat(value(measured, Measure.RR_MAXIMUM))
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(value(whole, Measure.RR_MAXIMUM) + 10);
            assertThat(value(measured, Measure.QTC_FRIDERICIA))
                    .as("seed " + seed)
                    .isCloseTo(value(whole, Measure.QTC_FRIDERICIA), within(12.0));
        }
    }

    /** Two leads, of which the one that shows nothing but noise was recorded throughout. */
    @Test
    void aGapInTheOnlyLeadThatShowsBeatsIsOne() {
        SplittableRandom random = new SplittableRandom(12);
        for (int seed = 0; seed < 5; seed++) {
            SimulatedEcg ecg = ecg(seed, Rhythm.sinus(75));
            double peak = ecg.beats().get(6).wave(Wave.Kind.QRS).peak();
            double[] two = ecg.recording().lead(Lead.II).millivolts().clone();
            double[] noise = random.doubles(two.length, -.02, .02).toArray();
            for (int i = (int) (500 * (peak - .06)); i < 500 * (peak + .06); i++) {
                two[i] = Double.NaN;
            }
            Measurements measured = measure(Recordings.of(
                    Map.of(Lead.II, new SampledSignal(500, two), Lead.V1, new SampledSignal(500, noise))));
            assertThat(value(measured, Measure.RR_MAXIMUM)).as("seed " + seed).isLessThan(1000);
            assertThat(value(measured, Measure.HEART_RATE)).as("seed " + seed).isCloseTo(75, within(5.0));
        }
    }

    /** What lies between gaps at set times is short intervals and waves that were taken for beats. */
    @ParameterizedTest
    @CsvSource({".2, .7", ".1, 1", ".05, .35", "1, 2"})
    void whereGapsLeaveFewIntervalsThereIsNoRate(double gap, double every) {
        for (int seed = 0; seed < 5; seed++) {
            Measurements measured = measure(changed(
                    ecg(seed, Rhythm.sinus(60)).recording(),
                    (value, i) -> i / 500.0 % every < gap ? Double.NaN : value));
            assertThat(measured.values().get(Measure.HEART_RATE).reason())
                    .as("seed " + seed)
                    .isNotBlank();
            assertThat(measured.values().get(Measure.QTC_FRIDERICIA).reason())
                    .as("seed " + seed)
                    .isNotBlank();
        }
    }

    /** The heart stands still for three seconds that were all recorded: gaps elsewhere hide nothing of it. */
    @Test
    void aPauseThatWasRecordedIsOneBesideGapsElsewhere() {
        SimulatedEcg ecg = ecg(10, Rhythm.sinus(70));
        double[] peaks = ecg.beats().stream()
                .mapToDouble(beat -> beat.wave(Wave.Kind.QRS).peak())
                .toArray();
        double from = (peaks[5] + peaks[4]) / 2 + .2;
        double to = (peaks[7] + peaks[6]) / 2 + .1;
        EcgRecording paused = changed(ecg.recording(), (value, i) -> i / 500.0 > from && i / 500.0 < to ? 0 : value);
        double pause = 1000 * (peaks[7] - peaks[4]);
        assertThat(value(measure(paused), Measure.RR_MAXIMUM)).isCloseTo(pause, within(20.0));
        EcgRecording elsewhere =
                changed(paused, (value, i) -> Math.abs(i / 500.0 - peaks[1]) < .05 ? Double.NaN : value);
        assertThat(value(measure(elsewhere), Measure.RR_MAXIMUM)).isCloseTo(pause, within(20.0));
        EcgRecording within = changed(paused, (value, i) -> Math.abs(i / 500.0 - peaks[5]) < .05 ? Double.NaN : value);
        assertThat(measure(within).values().get(Measure.HEART_RATE).reason())
                .isEqualTo("no beat seen for %d s beside a gap".formatted(Math.round(pause / 1000 - .1)));
    }

    @Test
    void aGapInTheMiddleIsNoLongInterval() {
        Measurements measured = measure(changed(
                ecg(11, Rhythm.sinus(70)).recording(), (value, i) -> i > 2000 && i < 3500 ? Double.NaN : value));
        assertThat(value(measured, Measure.RR_MAXIMUM)).isLessThan(1100);
    }

    @Test
    void columnsOfAPrintAreMeasuredLikeTheWholeOfIt() {
        int samePr = 0;
        for (int seed = 0; seed < 10; seed++) {
            EcgRecording whole = ecg(seed, Rhythm.sinus(70)).recording();
            Measurements print = measure(print(whole));
            Measurements all = measure(whole);
            assertThat(value(print, Measure.QRS)).isCloseTo(value(all, Measure.QRS), within(15.0));
            assertThat(value(print, Measure.QT)).isCloseTo(value(all, Measure.QT), within(20.0));
            Double pr = print.value(Measure.PR);
            samePr += pr != null && Math.abs(pr - value(all, Measure.PR)) < 20 ? 1 : 0;
        }
        assertThat(samePr).isGreaterThanOrEqualTo(8);
    }

    @Test
    void aPrintOfFibrillationHasNoPr() {
        int found = 0;
        for (int seed = 0; seed < PATIENTS; seed++) {
            EcgRecording whole =
                    ecg(seed, Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 75)).recording();
            found += measure(print(whole)).value(Measure.PR) == null ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(PATIENTS / 20);
    }

    /** Three rows and four columns, with a rhythm strip of lead II. */
    private static EcgRecording print(EcgRecording whole) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        whole.leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (int i = 0; i < values.length && !lead.equals(Lead.II); i++) {
                values[i] = i * 4 / values.length == lead.standardIndex() / 3 ? values[i] : Double.NaN;
            }
            leads.put(lead, new SampledSignal(500, values));
        });
        return Recordings.of(leads);
    }

    /** The ventricles stand still: P waves alone are no QRS complexes. */
    @Test
    void atriaAloneHaveNoHeartRate() {
        EcgRecording plain = ecg(12, Rhythm.sinus(70)).recording();
        EcgRecording atria = changed(plain, (value, i) -> {
            double inBeat = i / 500.0 % .85;
            return .18 * Math.exp(-Math.pow((inBeat - .3) / .03, 2));
        });
        assertThat(measure(atria).values().get(Measure.HEART_RATE).reason()).isNotBlank();
    }

    @Test
    void twoAndAHalfSecondsOfFibrillationHaveNoPr() {
        int found = 0;
        for (int seed = 0; seed < PATIENTS; seed++) {
            EcgRecording strip = new EcgSimulator(500, 2.5)
                    .record(
                            Patient.random(new SplittableRandom(seed)),
                            Visit.HEALTHY.with(Noise.ORDINARY).with(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 80)),
                            seed)
                    .recording();
            found += measure(strip).value(Measure.PR) == null ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(PATIENTS / 20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {.004, .3, 1, 2, 2.5})
    void shortRecordingsAreMeasuredAsFarAsTheyGo(double seconds) {
        EcgRecording recording = new EcgSimulator(500, seconds)
                .record(Patient.average(), Visit.HEALTHY, 1)
                .recording();
        Measurements measured = measure(recording);
        assertThat(measured.values()).hasSize(Measure.values().length);
    }

    private interface Change {
        double of(double value, int sample);
    }

    private static EcgRecording changed(EcgRecording recording, Change change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = change.of(values[i], i);
            }
            leads.put(lead, new SampledSignal(signal.samplingRateHz(), values));
        });
        return Recordings.of(leads);
    }
}
