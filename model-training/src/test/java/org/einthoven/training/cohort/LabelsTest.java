package org.einthoven.training.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.Origin;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.TrueBeat;
import org.einthoven.training.evaluate.Scores;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The labels of a cohort: right, as frequent as wanted, and not to be read from nuisances. One ECG a patient. */
class LabelsTest {
    private static final long SEED = 8;
    private static final int PATIENTS = 1500;

    private static final List<Case> CASES = new ArrayList<>();

    private record Case(SimulatedVisit visit, List<TrueBeat> beats, Map<Task, Boolean> labels) {
        boolean is(Task task) {
            return Objects.requireNonNull(labels.get(task));
        }

        long beatsFrom(Origin origin) {
            return beats.stream().filter(beat -> beat.origin() == origin).count();
        }

        /** From the first beat to the last. */
        double bpm() {
            return 60 * (beats.size() - 1) / (peak(beats.get(beats.size() - 1)) - peak(beats.get(0)));
        }

        private static double peak(TrueBeat beat) {
            return Objects.requireNonNull(beat.wave(Wave.Kind.QRS)).peak();
        }
    }

    @BeforeAll
    static void simulate() {
        Recordings recordings = new Recordings();
        for (int number = 0; number < PATIENTS; number++) {
            SimulatedPatient patient = SimulatedPatient.draw(SEED, number, Prevalences.standard());
            List<SimulatedVisit> visits = patient.visits();
            SimulatedVisit visit = visits.get(number % visits.size());
            List<TrueBeat> beats = recordings.beats(patient, visit);
            CASES.add(new Case(visit, beats, TrueLabels.of(visit.state(), beats, Recordings.SECONDS)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Task.class)
    void findingsAreAsFrequentAsWanted(Task task) {
        double wanted = Prevalences.standard().of(task);
        double share = (double) CASES.stream().filter(one -> one.is(task)).count() / CASES.size();

        assertThat(share)
                .as("seed %d", SEED)
                .isCloseTo(wanted, within(4 * Math.sqrt(wanted * (1 - wanted) / PATIENTS)));
    }

    @Test
    void prematureBeatsAreLabelledWhereTheyAre() {
        assertThat(CASES).allSatisfy(one -> {
            if (one.is(Task.PREMATURE_ATRIAL_CONTRACTION)) {
                assertThat(one.beatsFrom(Origin.ATRIAL_PREMATURE)).isPositive();
            }
            if (one.beatsFrom(Origin.VENTRICULAR_PREMATURE) > 1) {
                assertThat(one.is(Task.PREMATURE_VENTRICULAR_CONTRACTION)).isTrue();
            }
        });
        // A heart that has them on other seconds is no case.
        assertThat(CASES)
                .anyMatch(one ->
                        one.visit().state().ventricularBurden() > 0 && !one.is(Task.PREMATURE_VENTRICULAR_CONTRACTION));
    }

    @Test
    void aBlockIsLabelledByTheIntervalThatWasSimulated() {
        int controls = 0;
        for (Case one : CASES) {
            double pr = TrueLabels.prSeconds(one.beats());
            assertThat(one.is(Task.FIRST_DEGREE_AV_BLOCK)).isEqualTo(pr > .2);
            controls += pr > .180 && pr < .2 ? 1 : 0;
            if (!one.visit().state().isSinus()) {
                assertThat(pr).isZero();
            } else if (Math.abs(pr - .2) > .005) {
                assertThat(pr > .2)
                        .as("%s: %.3f s", one, pr)
                        .isEqualTo(one.visit().state().prSeconds() > .2);
            }
        }
        assertThat(controls).as("seed %d", SEED).isGreaterThan(60);
    }

    @Test
    void noAtrialFindingsWithoutASinusRhythm() {
        assertThat(CASES)
                .filteredOn(one -> one.is(Task.ATRIAL_FIBRILLATION) || one.is(Task.ATRIAL_FLUTTER))
                .hasSizeGreaterThan(100)
                .noneMatch(one -> one.is(Task.PREMATURE_ATRIAL_CONTRACTION) || one.is(Task.FIRST_DEGREE_AV_BLOCK))
                .anyMatch(one -> one.is(Task.PREMATURE_VENTRICULAR_CONTRACTION))
                .anyMatch(one -> one.is(Task.MYOCARDIAL_INFARCTION));
    }

    @Test
    void everyRhythmHasTheRateThatWasDrawn() {
        for (Kind kind : Kind.values()) {
            double mean = CASES.stream()
                    .filter(one -> one.visit().state().kind() == kind)
                    .mapToDouble(one -> one.bpm() / one.visit().nuisance().bpm())
                    .average()
                    .orElseThrow();
            assertThat(mean).as("%s, seed %d", kind, SEED).isCloseTo(1, within(.05));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Task.class)
    void noNuisanceTellsAFinding(Task task) {
        double positives = CASES.stream().filter(one -> one.is(task)).count();
        double negatives = CASES.size() - positives;
        // Of the Mann-Whitney statistic where there is nothing to find; 72 figures are looked at.
        double error = Math.sqrt((positives + negatives + 1) / (12 * positives * negatives));

        NuisanceFigures.ALL.forEach((name, figure) -> assertThat(
                        auroc(task, one -> figure.applyAsDouble(one.visit().nuisance())))
                .as("%s from %s, seed %d", task, name, SEED)
                .isCloseTo(.5, within(3.7 * error)));
    }

    @ParameterizedTest
    @EnumSource(value = Task.class)
    void aProbeOfAllNuisancesFindsNothing(Task task) {
        double[][] features = CASES.stream().map(LabelsTest::features).toArray(double[][]::new);
        int half = CASES.size() / 2;
        double[] weights = leastSquares(
                Arrays.copyOf(features, half),
                CASES.stream()
                        .limit(half)
                        .mapToDouble(one -> one.is(task) ? 1 : 0)
                        .toArray());
        boolean[] truth = new boolean[half];
        double[] score = new double[half];
        for (int i = 0; i < half; i++) {
            truth[i] = CASES.get(half + i).is(task);
            score[i] = dot(weights, features[half + i]);
        }
        double positives = new Scores(truth, score).positives();
        double error = Math.sqrt((half + 1) / (12 * positives * (half - positives)));

        assertThat(new Scores(truth, score).auroc())
                .as("%s, seed %d", task, SEED)
                .isCloseTo(.5, within(3 * error));
    }

    @Test
    void theProbeWouldFindANuisanceThatTells() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] features = new double[400][];
        double[] label = new double[400];
        boolean[] truth = new boolean[400];
        for (int i = 0; i < 400; i++) {
            truth[i] = random.nextBoolean();
            label[i] = truth[i] ? 1 : 0;
            features[i] = new double[] {1, random.nextGaussian(), random.nextGaussian() + (truth[i] ? .8 : 0)};
        }
        double[] weights = leastSquares(features, label);
        double[] score =
                Arrays.stream(features).mapToDouble(one -> dot(weights, one)).toArray();

        assertThat(new Scores(truth, score).auroc()).isGreaterThan(.6);
    }

    private static double auroc(Task task, ToDoubleFunction<Case> score) {
        boolean[] truth = new boolean[CASES.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = CASES.get(i).is(task);
        }
        return new Scores(truth, CASES.stream().mapToDouble(score).toArray()).auroc();
    }

    /** One, each nuisance and its square, each brought to about the size of one. */
    private static double[] features(Case one) {
        List<Double> features = new ArrayList<>(List.of(1.0));
        NuisanceFigures.ALL.values().forEach(figure -> {
            double typical = figure.applyAsDouble(CASES.get(0).visit().nuisance());
            double value = figure.applyAsDouble(one.visit().nuisance()) / (Math.abs(typical) + .01);
            features.add(value);
            features.add(value * value);
        });
        return features.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The normal equations with a little ridge, by Gaussian elimination. */
    private static double[] leastSquares(double[][] features, double[] wanted) {
        int n = features[0].length;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < features.length; i++) {
            for (int r = 0; r < n; r++) {
                for (int c = 0; c < n; c++) {
                    rows[r][c] += features[i][r] * features[i][c];
                }
                rows[r][n] += features[i][r] * wanted[i];
            }
        }
        for (int r = 0; r < n; r++) {
            rows[r][r] += .1;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            for (int r = 0; r < n; r++) {
                double factor = r == pivot ? 0 : rows[r][pivot] / rows[pivot][pivot];
                for (int c = pivot; c <= n; c++) {
                    rows[r][c] -= factor * rows[pivot][c];
                }
            }
        }
        double[] weights = new double[n];
        for (int r = 0; r < n; r++) {
            weights[r] = rows[r][n] / rows[r][r];
        }
        return weights;
    }
}
