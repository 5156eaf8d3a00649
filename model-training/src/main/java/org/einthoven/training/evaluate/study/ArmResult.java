package org.einthoven.training.evaluate.study;

import java.util.List;
import org.einthoven.training.evaluate.ConformalAbstention;
import org.einthoven.training.evaluate.OperatingCurve;
import org.einthoven.training.evaluate.Reliability;
import org.einthoven.training.evaluate.Scores;

/**
 * An arm with as many labels as it was fitted on: what was fixed on validation records, applied to test records.
 *
 * @param scores of the test records
 */
record ArmResult(
        Arm arm,
        int labels,
        Frozen frozen,
        Scores scores,
        Metrics metrics,
        ConformalAbstention.Coverage coverage,
        List<Answered> answered,
        List<Subgroup> subgroups) {
    static ArmResult of(Arm arm, int labels, Fold fold, Arm.Predictions predictions, StudySettings settings) {
        Frozen frozen = Frozen.of(fold.given(fold.train()), predictions, settings.alpha());
        Scores scores = fold.test().scores(predictions.test());
        return new ArmResult(
                arm,
                labels,
                frozen,
                scores,
                Metrics.of(fold.test(), scores, frozen, settings.seed()),
                frozen.abstention().coverage(scores),
                Answered.of(fold.test(), scores, frozen, settings.seed()),
                Subgroup.of(fold.test(), scores, frozen, settings.seed()));
    }

    OperatingCurve operatingCurve() {
        return OperatingCurve.of(scores);
    }

    Reliability reliability() {
        return Reliability.of(frozen.calibrator().calibrate(scores));
    }
}
