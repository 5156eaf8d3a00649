package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Moves all leads earlier or later together; what moves out is lost and what is left open is not valid.
 *
 * @param probability of moving at all
 * @param most samples, under 2500
 */
record TimeShift(double probability, int most) implements Augmentation {
    TimeShift {
        if (most < 1 || most >= SAMPLES) {
            throw new IllegalArgumentException("a shift is 1 to 2499 samples, not " + most);
        }
    }

    @Override
    public void apply(Window window, SplittableRandom random) {
        if (random.nextDouble() >= probability) {
            return;
        }
        int shift = random.nextInt(-most, most + 1);
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                shift(row, shift);
            }
        }
    }

    private static void shift(float[] row, int shift) {
        if (shift >= 0) {
            System.arraycopy(row, 0, row, shift, SAMPLES - shift);
            Arrays.fill(row, 0, shift, Float.NaN);
        } else {
            System.arraycopy(row, -shift, row, 0, SAMPLES + shift);
            Arrays.fill(row, SAMPLES + shift, SAMPLES, Float.NaN);
        }
    }
}
