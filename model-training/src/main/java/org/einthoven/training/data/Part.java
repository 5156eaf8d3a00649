package org.einthoven.training.data;

/** The parts of a split. A record that tests the model takes no part in its training, thresholds or calibration. */
public enum Part {
    TRAIN(0.60),
    VALIDATION(0.15),
    TEST(0.25);

    private final double share;

    Part(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }
}
