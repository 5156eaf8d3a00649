package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds a slow wave as of breathing, 0.05 to 0.4 Hz, with an amplitude for each lead.
 *
 * @param most greatest amplitude in mV
 */
record BaselineWander(double most) implements Augmentation {
    @Override
    public void apply(Window window, SplittableRandom random) {
        double step = 2 * Math.PI * (0.05 + 0.35 * random.nextDouble()) / SAMPLING_RATE_HZ;
        double phase = 2 * Math.PI * random.nextDouble();
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                add(row, (2 * random.nextDouble() - 1) * most, phase, step);
            }
        }
    }

    private static void add(float[] row, double amplitude, double phase, double step) {
        for (int i = 0; i < row.length; i++) {
            row[i] += (float) (amplitude * Math.sin(phase + step * i));
        }
    }
}
