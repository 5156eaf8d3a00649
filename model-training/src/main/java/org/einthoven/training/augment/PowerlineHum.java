package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds the hum of 50 or 60 Hz mains with its second harmonic, the only one that a rate of 250 Hz can hold. All leads hum in phase
 * or against it, each as strongly as its electrodes are badly attached.
 *
 * @param most greatest amplitude of the fundamental in mV
 */
record PowerlineHum(double most) implements Augmentation {
    private static final double MAINS_WANDER_HZ = .05;
    private static final double MOST_HARMONIC = .3;

    @Override
    public void apply(Window window, SplittableRandom random) {
        double hertz = (random.nextBoolean() ? 50 : 60) + random.nextDouble(-MAINS_WANDER_HZ, MAINS_WANDER_HZ);
        float[] hum = Scratch.get().third;
        fill(hum, 2 * Math.PI * hertz / SAMPLING_RATE_HZ, random);
        double level = most * random.nextDouble();
        Disturbance.add(
                (row, chance) -> {
                    float amplitude = (float) (level * chance.nextDouble(-1, 1));
                    for (int i = 0; i < SAMPLES; i++) {
                        row[i] = amplitude * hum[i];
                    }
                },
                window,
                random);
    }

    /** By turning a pointer: sine, and twice sine times cosine for the harmonic. */
    private static void fill(float[] hum, double step, SplittableRandom random) {
        double phase = random.nextDouble(2 * Math.PI);
        double harmonic = random.nextDouble(MOST_HARMONIC);
        double sin = Math.sin(phase);
        double cos = Math.cos(phase);
        double turnSin = Math.sin(step);
        double turnCos = Math.cos(step);
        for (int i = 0; i < SAMPLES; i++) {
            hum[i] = (float) (sin + harmonic * 2 * sin * cos);
            double next = sin * turnCos + cos * turnSin;
            cos = cos * turnCos - sin * turnSin;
            sin = next;
        }
    }
}
