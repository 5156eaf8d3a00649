package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

/** Rows that a thread works in, so that a call makes none. */
final class Scratch {
    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    final float[] first = new float[SAMPLES];
    final float[] second = new float[SAMPLES];
    final float[] third = new float[SAMPLES];

    private Scratch() {}

    static Scratch get() {
        return OF_THREAD.get();
    }
}
