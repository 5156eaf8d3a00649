package org.einthoven.training.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.einthoven.ecg.NormalisedEcg;
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

    /**
     * What makes two views of an ECG for contrastive learning. Each change but gain and lead mask is made to every second view. The
     * limb leads stay consistent: Einthoven's law and Goldberger's leads hold exactly wherever I, II and the third lead are valid.
     * What is not valid stays so or moves with the rest; of a window of 2.5 s and more something stays valid.
     */
    static Augmentation contrastive(Strengths strengths) {
        List<Augmentation> steps = new ArrayList<>();
        half(steps, strengths.of(Strength.ROTATION), HeartRotation::new);
        half(steps, strengths.of(Strength.CROP), cut -> new CropAndResize(1 - cut));
        half(steps, strengths.of(Strength.SHIFT), seconds -> new TimeShift(1, samples(seconds)));
        if (strengths.of(Strength.GAIN) > 1) {
            steps.add(new Gain(Math.log(strengths.of(Strength.GAIN)), 0));
        }
        half(steps, strengths.of(Strength.WANDER), ElectrodeWander::new);
        half(steps, strengths.of(Strength.HUM), PowerlineHum::new);
        half(steps, strengths.of(Strength.MUSCLE), MuscleNoise::new);
        half(steps, strengths.of(Strength.NOISE), GaussianNoise::new);
        half(steps, strengths.of(Strength.TIME_OUT), longest -> new TimeOut(longest / 2, longest));
        // Rounding after a gain, too.
        steps.add((window, random) -> LimbLaws.restore(window));
        if (strengths.of(Strength.LEAD_MASK) > 0) {
            steps.add(new LeadMask(strengths.of(Strength.LEAD_MASK)));
        }
        return sequence(steps);
    }

    private static void half(List<Augmentation> steps, double strength, DoubleFunction<Augmentation> what) {
        if (strength > 0) {
            steps.add(new Sometimes(.5, what.apply(strength)));
        }
    }

    private static int samples(double seconds) {
        return Math.max(1, (int) Math.round(seconds * NormalisedEcg.SAMPLING_RATE_HZ));
    }

    static Augmentation sequence(List<Augmentation> steps) {
        List<Augmentation> copy = List.copyOf(steps);
        return (window, random) -> copy.forEach(step -> step.apply(window, random));
    }
}
