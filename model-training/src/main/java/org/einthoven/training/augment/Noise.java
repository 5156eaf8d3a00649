package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds white noise of a random strength, each lead its own. Uniform in place of normal: four times as fast to draw,
 * and the network cannot tell after its first filter.
 *
 * @param most greatest standard deviation in mV
 */
record Noise(double most) implements Augmentation {
    private static final double UNIFORM_HALF_WIDTH = Math.sqrt(3);

    @Override
    public void apply(Window window, SplittableRandom random) {
        double halfWidth = UNIFORM_HALF_WIDTH * most * random.nextDouble();
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                add(row, halfWidth, random);
            }
        }
    }

    private static void add(float[] row, double halfWidth, SplittableRandom random) {
        for (int i = 0; i < row.length; i++) {
            row[i] += (float) ((2 * random.nextDouble() - 1) * halfWidth);
        }
    }
}
