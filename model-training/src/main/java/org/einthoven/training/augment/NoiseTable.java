package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SAMPLING_RATE_HZ;

import java.util.SplittableRandom;

/**
 * Noise of mean 0 and variance 1, drawn once and read from any place on: ten times as fast as drawing it. 131,072 samples, so that
 * two leads seldom share any.
 */
final class NoiseTable {
    static final NoiseTable WHITE = new NoiseTable(white());
    /** What muscles make: 20 to 100 Hz. */
    static final NoiseTable MUSCLE = new NoiseTable(band(white(), 20, 100));

    private static final int PLACES = 1 << 17;
    private static final int HALF_TAPS = 125;
    private static final long SEED = 250;

    private final float[] values;

    private NoiseTable(float[] values) {
        this.values = values;
    }

    /** Writes 2500 samples of a standard deviation, from a place chosen by chance. */
    void read(float[] into, double standardDeviation, SplittableRandom random) {
        int from = random.nextInt(PLACES);
        float factor = (float) (random.nextBoolean() ? standardDeviation : -standardDeviation);
        for (int i = 0; i < SAMPLES; i++) {
            into[i] = factor * values[from + i];
        }
    }

    private static float[] white() {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[PLACES + SAMPLES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A windowed sinc at each end of the band; one second long, so that it is down to nothing 4 Hz beyond. */
    private static float[] band(float[] white, double lowHz, double highHz) {
        double[] taps = new double[2 * HALF_TAPS + 1];
        for (int k = -HALF_TAPS; k <= HALF_TAPS; k++) {
            double hann = .5 + .5 * Math.cos(Math.PI * k / (HALF_TAPS + 1));
            taps[k + HALF_TAPS] = hann * (lowPass(highHz, k) - lowPass(lowHz, k));
        }
        float[] filtered = new float[white.length];
        double power = 0;
        for (int i = 0; i < filtered.length; i++) {
            double sum = 0;
            for (int k = 0; k < taps.length; k++) {
                sum += taps[k] * white[(i + k) % white.length];
            }
            filtered[i] = (float) sum;
            power += sum * sum / filtered.length;
        }
        float factor = (float) (1 / Math.sqrt(power));
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] *= factor;
        }
        return filtered;
    }

    private static double lowPass(double hertz, int k) {
        double frequency = hertz / SAMPLING_RATE_HZ;
        return k == 0 ? 2 * frequency : Math.sin(2 * Math.PI * frequency * k) / (Math.PI * k);
    }
}
