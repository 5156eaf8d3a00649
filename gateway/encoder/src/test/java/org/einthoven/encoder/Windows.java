package org.einthoven.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;

/** Windows for tests. */
final class Windows {
    private Windows() {}

    /** An all-valid window of noise, in the range of an ECG, that its seed determines. */
    static NormalisedEcg noise(long seed) {
        Random random = new Random(seed);
        float[] samples = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextGaussian() * 0.3f;
        }
        return new NormalisedEcg(0, samples, allValid());
    }

    static List<NormalisedEcg> noise(long seed, int count) {
        return IntStream.range(0, count).mapToObj(i -> noise(seed * 1000 + i)).toList();
    }

    /** A window that a plain test model knows by its start. */
    static NormalisedEcg numbered(double number) {
        return new NormalisedEcg(number, new float[NormalisedEcg.SIZE], allValid());
    }

    static List<NormalisedEcg> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Windows::numbered).toList();
    }

    static boolean[] allValid() {
        boolean[] valid = new boolean[NormalisedEcg.SIZE];
        Arrays.fill(valid, true);
        return valid;
    }
}
