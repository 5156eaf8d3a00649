package org.einthoven.training.augment;

import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/** A random change to a window, in place, that leaves its findings as they are. */
@FunctionalInterface
public interface Augmentation {
    void apply(Window window, SplittableRandom random);

    /**
     * What training uses. Nothing stretches time: that would change rate and PR interval, and with them the findings.
     */
    static Augmentation standard() {
        return sequence(List.of(
                new LeadDropout(0.15, 0.15, 0.3),
                new TimeShift(0.5, 500),
                new Gain(Math.log(1.5), Math.log(1.1)),
                new BaselineWander(0.15),
                new Noise(0.03)));
    }

    static Augmentation sequence(List<Augmentation> steps) {
        List<Augmentation> copy = List.copyOf(steps);
        return (window, random) -> copy.forEach(step -> step.apply(window, random));
    }
}
