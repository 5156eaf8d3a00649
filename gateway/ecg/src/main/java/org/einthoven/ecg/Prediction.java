package org.einthoven.ecg;

import java.util.Objects;

/**
 * What a model says of one task on one ECG.
 *
 * @param probability calibrated, 0 to 1
 * @param threshold the probability from which the model calls the finding present, frozen on validation data
 */
public record Prediction(Task task, double probability, double threshold, Decision decision) {
    public Prediction {
        Objects.requireNonNull(task);
        Objects.requireNonNull(decision);
        if (!(probability >= 0 && probability <= 1) || !(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("probability and threshold lie between 0 and 1");
        }
    }

    /** What follows from the probability. */
    public enum Decision {
        PRESENT,
        ABSENT,
        UNCERTAIN
    }
}
