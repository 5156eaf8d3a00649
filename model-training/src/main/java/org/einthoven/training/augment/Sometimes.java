package org.einthoven.training.augment;

import java.util.Objects;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Does something to some windows only.
 *
 * @param probability 0 to 1
 */
record Sometimes(double probability, Augmentation what) implements Augmentation {
    Sometimes {
        Objects.requireNonNull(what);
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is 0 to 1, not " + probability);
        }
    }

    @Override
    public void apply(Window window, SplittableRandom random) {
        if (random.nextDouble() < probability) {
            what.apply(window, random);
        }
    }
}
