package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Scales the ECG, and each lead a little beside, log-uniformly.
 *
 * @param common largest logarithm of the factor of all leads
 * @param single largest logarithm of a lead's own factor
 */
record Gain(double common, double single) implements Augmentation {
    @Override
    public void apply(Window window, SplittableRandom random) {
        double all = logUniform(common, random);
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                scale(row, (float) (all * logUniform(single, random)));
            }
        }
    }

    private static double logUniform(double most, SplittableRandom random) {
        return Math.exp((2 * random.nextDouble() - 1) * most);
    }

    private static void scale(float[] row, float factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= factor;
        }
    }
}
