package org.einthoven.training.augment;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds an amplifier's white Gaussian noise, each lead its own.
 *
 * @param most greatest standard deviation in mV; each window's is uniform up to it
 */
record GaussianNoise(double most) implements Augmentation {
    @Override
    public void apply(Window window, SplittableRandom random) {
        double level = most * random.nextDouble();
        Disturbance.add((row, chance) -> NoiseTable.WHITE.read(row, level, chance), window, random);
    }
}
