package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds what tense muscles make, 20 to 100 Hz, for a stretch of a second or more; each electrode's muscles their own.
 *
 * @param most greatest root mean square in mV
 */
record MuscleNoise(double most) implements Augmentation {
    private static final int SHORTEST = SAMPLING_RATE_HZ;
    /** A burst does not begin at once. */
    private static final int RAMP = SAMPLING_RATE_HZ / 5;

    private static final double RELAXED = .3;

    @Override
    public void apply(Window window, SplittableRandom random) {
        int length = random.nextInt(SHORTEST, SAMPLES + 1);
        int from = random.nextInt(SAMPLES - length + 1);
        double level = most * random.nextDouble();
        Disturbance.add(
                (row, chance) -> {
                    NoiseTable.MUSCLE.read(row, level * chance.nextDouble(RELAXED, 1), chance);
                    burst(row, from, from + length);
                },
                window,
                random);
    }

    private static void burst(float[] row, int from, int to) {
        Arrays.fill(row, 0, from, 0);
        Arrays.fill(row, to, SAMPLES, 0);
        for (int i = 0; i < RAMP; i++) {
            float part = (i + .5f) / RAMP;
            row[from + i] *= from == 0 ? 1 : part;
            row[to - 1 - i] *= to == SAMPLES ? 1 : part;
        }
    }
}
