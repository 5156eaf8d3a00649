package org.einthoven.training.evaluate.study;

import org.einthoven.training.evaluate.Calibrator;
import org.einthoven.training.evaluate.ConformalAbstention;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.evaluate.Thresholds;

/** What validation records fixed before any test record was looked at. */
record Frozen(Calibrator calibrator, Thresholds thresholds, ConformalAbstention abstention) {
    /** @param data which has no truth of a test record that could be used */
    static Frozen of(TrainingData data, Arm.Predictions predictions, double alpha) {
        return of(data.validation().scores(predictions.validation()), alpha);
    }

    static Frozen of(Scores validation, double alpha) {
        return new Frozen(
                Calibrator.fit(validation), Thresholds.of(validation), ConformalAbstention.of(validation, alpha));
    }
}
