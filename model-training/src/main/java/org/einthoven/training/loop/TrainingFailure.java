package org.einthoven.training.loop;

/** Training cannot go on, as where the loss is not finite any more; the message says what to try. */
public final class TrainingFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainingFailure(String message) {
        super(message);
    }

    /** @throws TrainingFailure where it is infinite or not a number */
    public static void requireFinite(float loss, int step) {
        if (!Float.isFinite(loss)) {
            throw new TrainingFailure("the loss is not finite at step " + step + "; try a lower learning rate");
        }
    }
}
