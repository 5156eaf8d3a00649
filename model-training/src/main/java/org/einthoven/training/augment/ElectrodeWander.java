package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Adds the slow drift of electrodes' potentials, as of breathing and sweat: three waves of 0.01 to 0.4 Hz, each lead its own. Unlike
 * {@link BaselineWander}, it keeps the limb leads consistent.
 *
 * @param most greatest deflection in mV
 */
record ElectrodeWander(double most) implements Augmentation {
    private static final double SLOWEST_HZ = .01;
    private static final double FASTEST_HZ = .4;
    private static final int WAVES = 3;
    /** Slow waves are reckoned so often, 10 times a second, and drawn straight between: 1 % off at most. */
    private static final int SAMPLES_A_POINT = 25;

    @Override
    public void apply(Window window, SplittableRandom random) {
        double level = most * random.nextDouble() / WAVES;
        Disturbance.add((row, chance) -> fill(row, level, chance), window, random);
    }

    private static void fill(float[] row, double level, SplittableRandom random) {
        java.util.Arrays.fill(row, 0);
        for (int wave = 0; wave < WAVES; wave++) {
            double hertz = SLOWEST_HZ * Math.pow(FASTEST_HZ / SLOWEST_HZ, random.nextDouble());
            addWave(
                    row,
                    level * random.nextDouble(),
                    2 * Math.PI * hertz * SAMPLES_A_POINT / SAMPLING_RATE_HZ,
                    random.nextDouble(2 * Math.PI));
        }
    }

    private static void addWave(float[] row, double amplitude, double step, double phase) {
        float now = (float) (amplitude * Math.sin(phase));
        for (int point = 0; point < SAMPLES / SAMPLES_A_POINT; point++) {
            float next = (float) (amplitude * Math.sin(phase + (point + 1) * step));
            float rise = (next - now) / SAMPLES_A_POINT;
            int from = point * SAMPLES_A_POINT;
            for (int i = 0; i < SAMPLES_A_POINT; i++) {
                row[from + i] += now + i * rise;
            }
            now = next;
        }
    }
}
