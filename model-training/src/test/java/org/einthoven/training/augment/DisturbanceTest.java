package org.einthoven.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.training.augment.SimulatedWindows.row;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;
import org.junit.jupiter.api.Test;

/** Each disturbance, added to silence. */
class DisturbanceTest {
    private static final long SEED = 77;
    private static final double RATE = 250;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private Window added(Augmentation disturbance) {
        Window window = SimulatedWindows.silent();
        disturbance.apply(window, random);
        return window;
    }

    private static double power(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }

    /** Of the part between two frequencies, by Fourier's transform. */
    private static double power(float[] values, double lowHz, double highHz) {
        int n = values.length;
        double sum = 0;
        for (int k = (int) Math.ceil(lowHz * n / RATE); k <= highHz * n / RATE; k++) {
            double turn = 2 * Math.PI * k / n;
            double twice = 2 * Math.cos(turn);
            double s1 = 0;
            double s2 = 0;
            for (float value : values) {
                double s = value + twice * s1 - s2;
                s2 = s1;
                s1 = s;
            }
            sum += 2 * (s1 * s1 + s2 * s2 - twice * s1 * s2) / n / n;
        }
        return sum;
    }

    private static double correlation(float[] one, float[] other, int lag) {
        double sum = 0;
        for (int i = lag; i < one.length; i++) {
            sum += one[i] * other[i - lag];
        }
        return sum / one.length / Math.sqrt(power(one) * power(other));
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void gaussianNoiseIsWhiteGaussianAndEachLeadsOwn() {
        Window window = added(new GaussianNoise(.1));
        float[] noise = row(window, 7);

        double fourth = 0;
        for (float value : noise) {
            fourth += Math.pow(value, 4) / noise.length;
        }
        assertThat(Math.sqrt(power(noise))).as("seed %d", SEED).isBetween(.0001, .105);
        assertThat(fourth / Math.pow(power(noise), 2)).as("seed %d", SEED).isCloseTo(3, within(.4));
        assertThat(correlation(noise, noise, 1)).as("seed %d", SEED).isCloseTo(0, within(.08));
        assertThat(correlation(noise, row(window, 8), 0)).as("seed %d", SEED).isCloseTo(0, within(.08));
    }

    @Test
    void muscleNoiseLiesBetween20And100Hz() {
        for (int i = 0; i < 5; i++) {
            float[] noise = row(added(new MuscleNoise(.1)), 9);

            assertThat(Math.sqrt(power(noise))).as("seed %d", SEED).isLessThan(.11);
            assertThat(power(noise, 16, 104)).as("seed %d", SEED).isGreaterThan(.98 * power(noise));
            assertThat(power(noise, 0, 12)).as("seed %d", SEED).isLessThan(.002 * power(noise));
        }
    }

    @Test
    void muscleNoiseComesInABurst() {
        int bursts = 0;
        for (int i = 0; i < 20; i++) {
            Window window = added(new MuscleNoise(.1));
            int silent = 0;
            for (int at = 0; at < 2500; at++) {
                silent += row(window, 6)[at] == 0 ? 1 : 0;
                assertThat(row(window, 6)[at] == 0).isEqualTo(row(window, 10)[at] == 0);
            }
            assertThat(silent).as("seed %d", SEED).isLessThanOrEqualTo(2250);
            bursts += silent > 250 ? 1 : 0;
        }
        assertThat(bursts).as("seed %d", SEED).isGreaterThan(10);
    }

    @Test
    void humHasTheMainsFrequencyAndItsSecondHarmonic() {
        int fifty = 0;
        for (int i = 0; i < 20; i++) {
            float[] hum = row(added(new PowerlineHum(.1)), 6);
            double at50 = power(hum, 49, 51) + power(hum, 99, 101);
            double at60 = power(hum, 59, 61) + power(hum, 119, 121);

            assertThat(Math.max(at50, at60)).as("seed %d", SEED).isGreaterThan(.98 * power(hum));
            assertThat(largest(hum)).as("seed %d", SEED).isLessThan(.131);
            fifty += at50 > at60 ? 1 : 0;
        }
        assertThat(fifty).as("seed %d", SEED).isBetween(3, 17);
    }

    @Test
    void allLeadsHumTogether() {
        Window window = added(new PowerlineHum(.1));

        for (int lead : new int[] {1, 3, 5, 8, 11}) {
            assertThat(Math.abs(correlation(row(window, 6), row(window, lead), 0)))
                    .as("seed %d", SEED)
                    .isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void wanderIsSlowAndBounded() {
        for (int i = 0; i < 20; i++) {
            Window window = added(new ElectrodeWander(.5));
            float[] wander = row(window, 7);

            assertThat(largest(wander)).as("seed %d", SEED).isLessThan(.5);
            for (int at = 1; at < wander.length; at++) {
                // At most 2π × 0.4 Hz × 0.5 mV / 250 Hz between two samples.
                assertThat(Math.abs(wander[at] - wander[at - 1])).isLessThan(.00505f);
            }
            assertThat(Math.abs(correlation(wander, row(window, 8), 0))).isLessThan(.99999);
        }
    }

    @Test
    void aLimbLeadWithoutTheOthersIsDisturbedToo() {
        Window window = SimulatedWindows.silent();
        for (int lead = 0; lead < 12; lead++) {
            if (lead != 5) {
                window.drop(lead);
            }
        }
        new GaussianNoise(.1).apply(window, random);

        assertThat(power(row(window, 5))).isPositive();
    }

    @Test
    void augmentedLimbLeadsWithoutOneAndTwoStillSumToZero() {
        Window window = SimulatedWindows.silent();
        window.drop(0);
        window.drop(1);
        new GaussianNoise(.1).apply(window, random);

        for (int i = 0; i < 2500; i++) {
            assertThat(row(window, 3)[i] + row(window, 4)[i] + row(window, 5)[i])
                    .isCloseTo(0, within(1e-6f));
        }
    }
}
