package org.einthoven.training.evaluate.study;

import java.util.Objects;
import java.util.Optional;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.FewCases;

/**
 * The records of one finding: those to learn from, those to choose and calibrate by, and those that judge.
 *
 * @param test no patient of these is in the other two
 */
public record Fold(Task task, Cases train, Cases validation, Cases test) {
    /** With fewer test records that have the finding, or that have it not, there are figures, but no claim. */
    static final int LEAST_FOR_A_CLAIM = FewCases.FEW;

    /** @throws IllegalArgumentException if a patient is in two of the three */
    public Fold {
        Objects.requireNonNull(task);
        if (train.sharesPatientsWith(validation)
                || train.sharesPatientsWith(test)
                || validation.sharesPatientsWith(test)) {
            throw new IllegalArgumentException(
                    "a patient is in two of training, validation and test (" + task.id() + ")");
        }
    }

    /** What an arm may know of it. @param subset of the training part */
    TrainingData given(Cases subset) {
        return new TrainingData(task, subset, validation, test.records());
    }

    /** Why nothing can be told of this finding, if so. */
    Optional<String> fault() {
        return fault("training", train)
                .or(() -> fault("validation", validation))
                .or(() -> fault("test", test));
    }

    private static Optional<String> fault(String part, Cases cases) {
        if (cases.bothKinds()) {
            return Optional.empty();
        }
        String with = cases.positives() == 0 ? "with" : "without";
        return Optional.of("no " + part + " record is labelled as one " + with + " the finding");
    }

    boolean allowsClaim() {
        return allowsClaim(test.positives(), test.negatives());
    }

    static boolean allowsClaim(int positives, int negatives) {
        return Math.min(positives, negatives) >= LEAST_FOR_A_CLAIM;
    }
}
