package org.einthoven.training.evaluate.study;

import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Decisions;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.ProbabilityError;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;

/**
 * How well one fitted arm does on test records, or on a sub-group of them; intervals by bootstrap over patients; of AUROC and shares
 * of few cases also {@link org.einthoven.training.evaluate.FewCases}.
 *
 * @param errorByChance the calibration error that right probabilities would show with so many records
 * @param youden at the threshold of the greatest sensitivity + specificity on validation records
 * @param specific at that of 95 % specificity on validation records
 */
record Metrics(
        int positives,
        int size,
        Estimate auroc,
        Estimate auprc,
        Estimate brier,
        Estimate calibrationError,
        double errorByChance,
        AtThreshold youden,
        AtThreshold specific) {
    record AtThreshold(Estimate sensitivity, Estimate specificity) {
        private static AtThreshold of(Cases cases, Scores scores, double threshold, Bootstrap bootstrap) {
            Decisions decisions = new Decisions(scores, threshold);
            return new AtThreshold(
                    cases.share(bootstrap.estimate(decisions::sensitivity), true),
                    cases.share(bootstrap.estimate(decisions::specificity), false));
        }
    }

    /** @param cases of both kinds, in the order of the scores */
    static Metrics of(Cases cases, Scores scores, Frozen frozen, long seed) {
        Bootstrap bootstrap = Bootstrap.ofPatients(cases.patients(), seed);
        Ranking ranking = new Ranking(scores);
        ProbabilityError error = new ProbabilityError(frozen.calibrator().calibrate(scores));
        return new Metrics(
                scores.positives(),
                scores.size(),
                cases.auroc(bootstrap.estimate(ranking::auroc)),
                bootstrap.estimate(ranking::auprc),
                bootstrap.estimate(error::brier),
                bootstrap.estimate(error::expectedCalibrationError),
                error.calibrationErrorByChance(),
                AtThreshold.of(cases, scores, frozen.thresholds().youden(), bootstrap),
                AtThreshold.of(cases, scores, frozen.thresholds().specific(), bootstrap));
    }
}
