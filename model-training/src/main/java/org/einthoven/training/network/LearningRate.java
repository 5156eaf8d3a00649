package org.einthoven.training.network;

/**
 * Rises linearly to its peak, then falls along half a cosine to zero at the last step (Loshchilov and Hutter 2017).
 *
 * @param peak greatest rate
 * @param warmUp steps of the rise
 * @param steps all steps, more than {@code warmUp}
 */
public record LearningRate(double peak, int warmUp, int steps) {
    public LearningRate {
        if (!(peak > 0) || warmUp < 0 || steps <= warmUp) {
            throw new IllegalArgumentException("the rate is positive and the steps are more than the warm-up");
        }
    }

    /** The rate of a step. @param step from 1 to {@code steps} */
    public double at(int step) {
        if (step <= warmUp) {
            return peak * step / warmUp;
        }
        double done = (step - warmUp) / (double) (steps - warmUp);
        return peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
    }
}
