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
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelineatorTest {
    private static final int PATIENTS = 40;
    private static final double EDGE = .1;
    private static final double SAME_QRS = .075;
    private static final double SAME_WAVE = .150;

    /** Limits of the standard deviation in milliseconds. */
    private enum Boundary {
        P_ONSET(Wave.Kind.P, 10.2),
        P_OFFSET(Wave.Kind.P, 12.7),
        QRS_ONSET(Wave.Kind.QRS, 6.5),
        QRS_OFFSET(Wave.Kind.QRS, 11.6),
        T_OFFSET(Wave.Kind.T, 30.6);

        private final Wave.Kind kind;
        private final double limit;

        /** @see <a href="https://doi.org/10.1093/oxfordjournals.eurheartj.a062023">CSE Working Party, Eur. Heart J. 1985;6:815</a> */
        Boundary(Wave.Kind kind, double limit) {
            this.kind = kind;
            this.limit = limit;
        }

        double of(Wave wave) {
            return name().endsWith("ONSET") ? wave.onset() : wave.offset();
        }
    }

    private enum Case {
        SINUS(Noise.CLEAN),
        SINUS_WITH_ORDINARY_NOISE(Noise.ORDINARY),
        LONG_PR(Noise.CLEAN) {
            @Override
            Rhythm rhythm(int seed) {
                return Rhythm.sinus(50 + seed / 2.0).withPrDelay(.06 + seed * .0015);
            }
        },
        SINUS_ARRHYTHMIA(Noise.CLEAN) {
            @Override
            Rhythm rhythm(int seed) {
                return Rhythm.of(Rhythm.Kind.SINUS_ARRHYTHMIA, 50 + seed);
            }
        };

        private final Noise noise;

        Case(Noise noise) {
            this.noise = noise;
        }

        Rhythm rhythm(int seed) {
            return Rhythm.sinus(50 + seed);
        }

        SimulatedEcg ecg(int seed) {
            return record(seed, Visit.HEALTHY.with(noise).with(rhythm(seed)), 500);
        }
    }

    private static SimulatedEcg record(int seed, Visit visit, double rate) {
        return new EcgSimulator(rate, 10).record(Patient.random(new SplittableRandom(seed)), visit, seed);
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatTheSimulatorMade(Case simulated) {
        Score score = new Score();
        for (int seed = 0; seed < PATIENTS; seed++) {
            SimulatedEcg ecg = simulated.ecg(seed);
            score.add(ecg, Delineator.delineate(ecg.recording()));
        }
        System.out.println("DelineatorTest: " + simulated + " " + score);
        assertThat(score.part(Wave.Kind.QRS)).isGreaterThanOrEqualTo(.995);
        assertThat(score.part(Wave.Kind.P)).isGreaterThanOrEqualTo(.97);
        assertThat(score.part(Wave.Kind.T)).isGreaterThanOrEqualTo(.97);
        assertThat(score.falseBeats).isZero();
        for (Boundary boundary : Boundary.values()) {
            assertThat(score.deviation(boundary)).as(boundary.name()).isLessThanOrEqualTo(boundary.limit);
        }
    }

    /** Gaps in all leads at once and in each for itself: no wave begins, peaks or ends where nothing was recorded. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noWaveIsBoundedWhereNothingWasRecorded(boolean atOnce) {
        int waves = 0;
        for (int seed = 0; seed < PATIENTS / 2; seed++) {
            EcgRecording recording = Case.SINUS.ecg(seed).recording();
            SplittableRandom random = new SplittableRandom(seed);
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
            for (Lead lead : recording.leads().keySet()) {
                double[] values = recording.lead(lead).millivolts().clone();
                random = atOnce ? new SplittableRandom(seed) : random;
                for (int gap = 0; gap < 8; gap++) {
                    int from = random.nextInt(values.length - 300);
                    Arrays.fill(values, from, from + random.nextInt(10, 300), Double.NaN);
                }
                leads.put(lead, new SampledSignal(500, values));
            }
            LeadDelineation found = Delineator.delineateLeads(Recordings.of(leads));
            waves += countRecorded(found.together().beats(), List.copyOf(leads.values()), "seed " + seed);
            found.leads().forEach((lead, beats) -> countRecorded(beats, List.of(leads.get(lead)), "a lead"));
        }
        assertThat(waves).isGreaterThan(PATIENTS * (atOnce ? 8 : 14));
    }

    private static int countRecorded(List<Beat> beats, List<SampledSignal> leads, String description) {
        int waves = 0;
        for (Beat beat : beats) {
            for (Wave wave : Arrays.asList(beat.p(), beat.qrs(), beat.t())) {
                waves += wave == null ? 0 : 1;
                assertThat(wave == null || leads.stream().anyMatch(lead -> isRecorded(lead, wave)))
                        .as(description + ": " + wave)
                        .isTrue();
            }
        }
        return waves;
    }

    private static boolean isRecorded(SampledSignal lead, Wave wave) {
        return DoubleStream.of(wave.onset(), wave.peak(), wave.offset())
                .allMatch(time -> lead.isValid((int) Math.min(lead.length() - 1.0, Math.round(500 * time))));
    }

    /** 6 ms every 120 ms in one of twelve leads. */
    @Test
    void shortGapsOfOneLeadCostNoWave() {
        Score whole = new Score();
        Score gaps = new Score();
        for (int seed = 0; seed < PATIENTS / 4; seed++) {
            SimulatedEcg ecg = Case.SINUS.ecg(seed);
            whole.add(ecg, Delineator.delineate(ecg.recording()));
            Map<Lead, SampledSignal> leads = new LinkedHashMap<>(ecg.recording().leads());
            double[] values =
                    leads.get(Lead.STANDARD.get(seed % 12)).millivolts().clone();
            for (int from = seed; from < values.length - 3; from += 60) {
                Arrays.fill(values, from, from + 3, Double.NaN);
            }
            leads.put(Lead.STANDARD.get(seed % 12), new SampledSignal(500, values));
            gaps.add(ecg, Delineator.delineate(Recordings.of(leads)));
        }
        for (Wave.Kind kind : Wave.Kind.values()) {
            assertThat(gaps.part(kind)).as(kind.name()).isEqualTo(whole.part(kind));
        }
        for (Boundary boundary : Boundary.values()) {
            assertThat(gaps.deviation(boundary)).as(boundary.name()).isCloseTo(whole.deviation(boundary), within(1.0));
        }
    }

    /** In single leads, as far as the wave passes 40 µV there: twice what the truth counts as a wave. */
    @ParameterizedTest
    @EnumSource(names = {"SINUS", "SINUS_WITH_ORDINARY_NOISE"})
    void findsWhatEachLeadShows(Case simulated) {
        Score score = new Score();
        for (int seed = 0; seed < PATIENTS; seed++) {
            SimulatedEcg ecg = simulated.ecg(seed);
            LeadDelineation found = Delineator.delineateLeads(ecg.recording());
            assertThat(found.together().beats())
                    .isEqualTo(Delineator.delineate(ecg.recording()).beats());
            found.leads().forEach((lead, beats) -> score.add(ecg, lead, beats));
        }
        System.out.println("DelineatorTest: each lead of " + simulated + " " + score);
        assertThat(score.part(Wave.Kind.QRS)).isGreaterThanOrEqualTo(.99);
        assertThat(score.part(Wave.Kind.P)).isGreaterThanOrEqualTo(.97);
        assertThat(score.part(Wave.Kind.T)).isGreaterThanOrEqualTo(.97);
    }

    @Test
    void findsNoPWavesInFibrillation() {
        long waves = IntStream.range(0, PATIENTS)
                .mapToObj(seed ->
                        record(seed, Visit.HEALTHY.with(Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 70 + seed)), 500))
                .flatMap(ecg -> Delineator.delineate(ecg.recording()).beats().stream())
                .filter(beat -> beat.p() != null)
                .count();
        assertThat(waves).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {.5, 3, -1})
    void intervalsDoNotDependOnTheGain(double gain) {
        SimulatedEcg ecg = Case.SINUS.ecg(1);
        List<Beat> other = Delineator.delineate(changed(ecg.recording(), value -> gain * value))
                .beats();
        requireSame(other, Delineator.delineate(ecg.recording()).beats(), 0, .001);
    }

    /** Around the limits at which noise begins to count, and with waves as low as are still seen. */
    @ParameterizedTest
    @ValueSource(doubles = {.25, .5, .8, 2, 4})
    void intervalsDoNotDependOnTheGainWhereLeadsAreNoisy(double gain) {
        for (int seed = 0; seed < PATIENTS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimulatedEcg ecg = Case.SINUS_WITH_ORDINARY_NOISE.ecg(seed);
            EcgRecording noisy = eachLead(ecg.recording(), (lead, values) -> {
                double amplitude = .01 * lead.standardIndex();
                for (int i = 0; i < values.length; i++) {
                    values[i] = .4 * values[i] + amplitude * random.nextGaussian();
                }
            });
            List<Beat> other =
                    Delineator.delineate(changed(noisy, value -> gain * value)).beats();
            requireSame(other, Delineator.delineate(noisy).beats(), 0, .0001);
        }
    }

    @Test
    void intervalsDoNotDependOnTheOrderOfLeads() {
        SimulatedEcg ecg = Case.SINUS.ecg(2);
        List<Map.Entry<Lead, SampledSignal>> leads =
                new ArrayList<>(ecg.recording().leads().entrySet());
        Collections.reverse(leads);
        Map<Lead, SampledSignal> reversed = new LinkedHashMap<>();
        leads.forEach(lead -> reversed.put(lead.getKey(), lead.getValue()));

        List<Beat> beats = Delineator.delineate(Recordings.of(reversed)).beats();

        requireSame(beats, Delineator.delineate(ecg.recording()).beats(), 0, .001);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 251, 1000})
    void intervalsDoNotDependOnWhenTheRecordingBegan(int samples) {
        SimulatedEcg ecg = Case.SINUS.ecg(3);
        Map<Lead, SampledSignal> later = new LinkedHashMap<>();
        ecg.recording().leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts();
            later.put(lead, new SampledSignal(500, Arrays.copyOfRange(values, samples, values.length)));
        });

        List<Beat> all = Delineator.delineate(ecg.recording()).beats();
        List<Beat> beats = Delineator.delineate(Recordings.of(later)).beats();

        assertThat(beats).hasSizeGreaterThan(5);
        requireSame(
                beats.subList(1, beats.size()),
                all.subList(all.size() - beats.size() + 1, all.size()),
                samples / 500.0,
                .004);
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 180, 250, 360, 1000})
    void intervalsDoNotDependOnTheSamplingRate(double rate) {
        Visit visit = Visit.HEALTHY.with(Noise.NONE);
        List<Beat> beats =
                Delineator.delineate(record(4, visit, rate).recording()).beats();
        requireSame(
                beats, Delineator.delineate(record(4, visit, 500).recording()).beats(), 0, rate < 250 ? .012 : .006);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void whatHasNoBeatsHasNone(double everywhere) {
        EcgRecording recording = changed(Case.SINUS.ecg(1).recording(), value -> everywhere);
        assertThat(Delineator.delineate(recording).beats()).isEmpty();
    }

    @Test
    void noiseHasNoBeatsThatAreMeasured() {
        SplittableRandom random = new SplittableRandom(1);
        EcgRecording recording = changed(Case.SINUS.ecg(1).recording(), value -> .01 * random.nextDouble(-1, 1));
        assertThat(Delineator.delineate(recording).beats()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 150, 200})
    void slowAndFastHeartsAreFollowed(double bpm) {
        Score score = new Score();
        SimulatedEcg ecg = record(3, Visit.HEALTHY.with(Rhythm.sinus(bpm)), 500);
        score.add(ecg, Delineator.delineate(ecg.recording()));
        assertThat(score.part(Wave.Kind.QRS)).isEqualTo(1);
        assertThat(score.falseBeats).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {.004, .5, 1, 2, 2.5})
    void shortRecordingsAreReadAsFarAsTheyGo(double seconds) {
        SimulatedEcg ecg =
                new EcgSimulator(500, seconds).record(Patient.average(), Visit.HEALTHY.with(Rhythm.sinus(75)), 1);
        assertThat(Delineator.delineate(ecg.recording()).beats())
                .hasSizeBetween(ecg.beats().size() - 1, ecg.beats().size() + 1);
    }

    /** Their complexes are no steeper than many T waves; the pause behind them gives them away. */
    @ParameterizedTest
    @ValueSource(ints = {10, 29, 43})
    void smoothPrematureBeatsAreFoundByTheirPause(int seed) {
        Noise noise = seed % 2 == 0 ? Noise.CLEAN : Noise.ORDINARY;
        Score score = new Score();
        SimulatedEcg ecg =
                record(seed, Visit.HEALTHY.with(noise).with(Rhythm.sinus(110).withPremature(0, .2)), 500);
        score.add(ecg, Delineator.delineate(ecg.recording()));
        assertThat(score.part(Wave.Kind.QRS)).isEqualTo(1);
        assertThat(score.falseBeats).isZero();
    }

    @Test
    void oneLeadIsEnough() {
        SimulatedEcg ecg = Case.SINUS.ecg(1);
        EcgRecording lead = Recordings.of(Map.of(Lead.II, ecg.recording().lead(Lead.II)));
        Score score = new Score();
        score.add(ecg, Delineator.delineate(lead));
        assertThat(score.part(Wave.Kind.QRS)).isEqualTo(1);
        assertThat(score.falseBeats).isZero();
    }

    /** As a print of three rows and four columns has them; a complex that columns part has no bounds. */
    @Test
    void leadsThatWereRecordedOneAfterTheOtherAreReadTogether() {
        SimulatedEcg ecg = Case.SINUS.ecg(1);
        Score score = new Score();
        Delineation found = Delineator.delineate(eachLead(ecg.recording(), (lead, values) -> {
            int column = lead.standardIndex() / 3;
            for (int i = 0; i < values.length; i++) {
                values[i] = i * 4 / values.length == column ? values[i] : Double.NaN;
            }
        }));
        score.add(ecg, found);
        assertThat(score.part(Wave.Kind.QRS)).isGreaterThan(.85);
        assertThat(found.beats())
                .hasSameSizeAs(Delineator.delineate(ecg.recording()).beats());
        assertThat(score.falseBeats).isZero();
    }

    @Test
    void oneLeadOfNoiseHidesNothingInTheOthers() {
        SimulatedEcg ecg = Case.SINUS.ecg(1);
        SplittableRandom random = new SplittableRandom(1);
        Score score = new Score();
        score.add(ecg, Delineator.delineate(eachLead(ecg.recording(), (lead, values) -> {
            for (int i = 0; lead == Lead.V1 && i < values.length; i++) {
                values[i] += random.nextDouble(-5, 5);
            }
        })));
        assertThat(score.part(Wave.Kind.QRS)).isEqualTo(1);
        assertThat(score.part(Wave.Kind.P)).isEqualTo(1);
        assertThat(score.part(Wave.Kind.T)).isEqualTo(1);
        assertThat(score.falseBeats).isZero();
        assertThat(score.deviation(Boundary.QRS_OFFSET)).isLessThan(Boundary.QRS_OFFSET.limit);
    }

    private static EcgRecording eachLead(EcgRecording recording, BiConsumer<Lead, double[]> change) {
        Map<Lead, SampledSignal> leads = new LinkedHashMap<>();
        recording.leads().forEach((lead, signal) -> {
            double[] values = signal.millivolts().clone();
            change.accept(lead, values);
            leads.put(lead, new SampledSignal(signal.samplingRateHz(), values));
        });
        return Recordings.of(leads);
    }

    @Test
    void hoursAreReadInBlocks() {
        Visit visit = Visit.HEALTHY.with(Rhythm.sinus(60));
        SimulatedEcg ecg = new EcgSimulator(250, 600).record(Patient.average(), visit, 5);
        Score score = new Score();
        score.add(ecg, Delineator.delineate(ecg.recording()));
        assertThat(score.part(Wave.Kind.QRS)).isEqualTo(1);
        assertThat(score.part(Wave.Kind.P)).isGreaterThan(.99);
        assertThat(score.falseBeats).isZero();
    }

    private static void requireSame(List<Beat> beats, List<Beat> expected, double earlier, double seconds) {
        assertThat(beats).hasSameSizeAs(expected);
        for (int i = 0; i < beats.size(); i++) {
            for (Wave.Kind kind : Wave.Kind.values()) {
                Wave wave = wave(beats.get(i), kind);
                Wave other = wave(expected.get(i), kind);
                assertThat(wave == null).as("%s of beat %s", kind, i).isEqualTo(other == null);
                if (wave != null && other != null) {
                    assertThat(wave.onset() + earlier)
                            .as("%s of beat %s", kind, i)
                            .isCloseTo(other.onset(), within(seconds));
                    assertThat(wave.offset() + earlier)
                            .as("%s of beat %s", kind, i)
                            .isCloseTo(other.offset(), within(seconds));
                }
            }
        }
    }

    private static Wave wave(Beat beat, Wave.Kind kind) {
        return switch (kind) {
            case P -> beat.p();
            case QRS -> beat.qrs();
            case T -> beat.t();
        };
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

    /** How what was found agrees with the truth. */
    private static final class Score {
        private final Map<Wave.Kind, int[]> counts = new LinkedHashMap<>();
        private final Map<Boundary, List<Double>> errors = new LinkedHashMap<>();
        private int falseBeats;

        void add(SimulatedEcg ecg, Delineation found) {
            boolean[] used = new boolean[found.beats().size()];
            double end = ecg.recording().length() / ecg.recording().samplingRateHz();
            for (var truth : ecg.beats()) {
                Wave qrs = truth.wave(Wave.Kind.QRS);
                int nearest = nearest(found.beats(), qrs.peak());
                if (nearest >= 0) {
                    used[nearest] = true;
                }
                for (Wave.Kind kind : Wave.Kind.values()) {
                    Wave wave = truth.wave(kind);
                    // What the recording's ends cut is not asked for.
                    if (wave != null && wave.onset() > EDGE && wave.offset() < end - EDGE) {
                        add(kind, wave, nearest < 0 ? null : wave(found.beats().get(nearest), kind));
                    }
                }
            }
            for (int i = 0; i < used.length; i++) {
                double seconds = found.beats().get(i).seconds();
                // A QRS complex that the recording cuts may be found or not.
                falseBeats += !used[i] && seconds > EDGE && seconds < end - EDGE ? 1 : 0;
            }
        }

        void add(SimulatedEcg ecg, Lead lead, List<Beat> found) {
            double end = ecg.recording().length() / ecg.recording().samplingRateHz();
            for (var truth : ecg.beats()) {
                int nearest = nearest(found, truth.wave(Wave.Kind.QRS).peak());
                for (Wave.Kind kind : Wave.Kind.values()) {
                    Wave wave = truth.wave(kind, lead);
                    if (wave != null
                            && wave.onset() > EDGE
                            && wave.offset() < end - EDGE
                            && isClear(ecg.recording().lead(lead), wave)) {
                        add(kind, wave, nearest < 0 ? null : wave(found.get(nearest), kind));
                    }
                }
            }
        }

        private static boolean isClear(SampledSignal signal, Wave wave) {
            double rate = signal.samplingRateHz();
            double[] values = signal.millivolts();
            double begin = values[(int) (wave.onset() * rate)];
            double end = values[(int) (wave.offset() * rate)];
            double peak = values[(int) Math.round(wave.peak() * rate)];
            return Math.abs(peak - (begin + end) / 2) > .04;
        }

        private static int nearest(List<Beat> beats, double seconds) {
            int nearest = -1;
            for (int i = 0; i < beats.size(); i++) {
                double away = Math.abs(beats.get(i).seconds() - seconds);
                if (away < SAME_QRS + .025
                        && (nearest < 0 || away < Math.abs(beats.get(nearest).seconds() - seconds))) {
                    nearest = i;
                }
            }
            return nearest;
        }

        private void add(Wave.Kind kind, Wave truth, Wave found) {
            int[] count = counts.computeIfAbsent(kind, k -> new int[2]);
            count[0]++;
            double same = kind == Wave.Kind.QRS ? SAME_QRS : SAME_WAVE;
            if (found == null || Math.abs(found.peak() - truth.peak()) > same) {
                return;
            }
            count[1]++;
            for (Boundary boundary : Boundary.values()) {
                if (boundary.kind == kind) {
                    errors.computeIfAbsent(boundary, b -> new ArrayList<>())
                            .add(1000 * (boundary.of(found) - boundary.of(truth)));
                }
            }
        }

        double part(Wave.Kind kind) {
            int[] count = counts.get(kind);
            return (double) count[1] / count[0];
        }

        double mean(Boundary boundary) {
            return errors.get(boundary).stream().mapToDouble(x -> x).average().orElseThrow();
        }

        double deviation(Boundary boundary) {
            double mean = mean(boundary);
            return Math.sqrt(errors.get(boundary).stream()
                    .mapToDouble(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow());
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            counts.forEach((kind, count) -> text.append("%s %d of %d, ".formatted(kind, count[1], count[0])));
            text.append(falseBeats).append(" false beats");
            errors.forEach((boundary, list) ->
                    text.append("; %s %.1f ± %.1f ms".formatted(boundary, mean(boundary), deviation(boundary))));
            return text.toString();
        }
    }
}
