package org.einthoven.training.evaluate.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.ProbabilityError;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;

/**
 * One finding and arm over several experiments, such as of sources that were each left out in turn, each with a model of its own.
 *
 * @param auroc the chance that a record with the finding is ranked above one without it of the same experiment: scores of two models are never
 *     compared
 * @param calibrationError of the probabilities of all records together
 * @param errorByChance the calibration error that right probabilities would show with so many records
 */
record Pooled(int positives, int size, Estimate auroc, Estimate calibrationError, double errorByChance) {
    private record Tested(int from, Ranking ranking, Scores scores) {
        int to() {
            return from + scores.size();
        }
    }

    /** What one arm made of a finding's test records, over those experiments in which it was fitted. */
    private static final class Parts {
        private final List<Tested> tested = new ArrayList<>();
        private final List<Case> cases = new ArrayList<>();
        private final List<Scores> probabilities = new ArrayList<>();

        Parts(List<ExperimentResult> experiments, Task task, String arm) {
            for (ExperimentResult experiment : experiments) {
                experiment.of(task, arm).ifPresent(found -> {
                    tested.add(new Tested(cases.size(), new Ranking(found.scores()), found.scores()));
                    probabilities.add(found.frozen().calibrator().calibrate(found.scores()));
                    experiment
                            .fold(task)
                            .ifPresent(fold -> cases.addAll(fold.test().list()));
                });
            }
        }
    }

    /** Empty where fewer than two of them could be evaluated. */
    static Optional<Pooled> of(List<ExperimentResult> experiments, Task task, String arm, long seed) {
        Parts parts = new Parts(experiments, task, arm);
        if (parts.tested.size() < 2) {
            return Optional.empty();
        }
        Cases together = new Cases(parts.cases);
        Bootstrap bootstrap = Bootstrap.ofPatients(together.patients(), seed);
        Scores all = Scores.concatenated(parts.probabilities);
        ProbabilityError error = new ProbabilityError(all);
        return Optional.of(new Pooled(
                all.positives(),
                all.size(),
                together.auroc(bootstrap.estimate(weights -> auroc(parts.tested, weights))),
                bootstrap.estimate(error::expectedCalibrationError),
                error.calibrationErrorByChance()));
    }

    /** AUROC of one arm less that of another, of the same records; empty where they were not fitted for the same ones. */
    static Optional<Estimate> difference(
            List<ExperimentResult> experiments, Task task, Comparison comparison, long seed) {
        Parts of = new Parts(experiments, task, comparison.arm());
        Parts from = new Parts(experiments, task, comparison.less());
        if (of.tested.size() < 2 || !of.cases.equals(from.cases)) {
            return Optional.empty();
        }
        Bootstrap bootstrap = Bootstrap.ofPatients(new Cases(of.cases).patients(), seed);
        return Optional.of(bootstrap.estimate(weights -> auroc(of.tested, weights) - auroc(from.tested, weights)));
    }

    /** The mean of the experiments' AUROC, weighed by their pairs of a record with the finding and one without. */
    private static double auroc(List<Tested> parts, int[] weights) {
        double wins = 0;
        double pairs = 0;
        for (Tested part : parts) {
            int[] own = Arrays.copyOfRange(weights, part.from, part.to());
            double positives = 0;
            double negatives = 0;
            for (int i = 0; i < own.length; i++) {
                positives += part.scores.positive()[i] ? own[i] : 0;
                negatives += part.scores.positive()[i] ? 0 : own[i];
            }
            if (positives * negatives > 0) {
                wins += part.ranking.auroc(own) * positives * negatives;
                pairs += positives * negatives;
            }
        }
        return wins / pairs;
    }
}
