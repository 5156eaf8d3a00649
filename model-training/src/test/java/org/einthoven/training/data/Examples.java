package org.einthoven.training.data;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Windows for tests: noise in millivolts. */
public final class Examples {
    private Examples() {}

    public static Window window(int leads, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        @Nullable float[][] rows = new float[LEADS][];
        for (int lead = 0; lead < leads; lead++) {
            float[] row = new float[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                row[i] = (float) random.nextGaussian();
            }
            rows[lead] = row;
        }
        return new Window(rows);
    }
}
