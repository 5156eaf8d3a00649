package org.einthoven.training.contrast;

import org.einthoven.ecg.NormalisedEcg;

/**
 * The views of one step: the first view of each patient, then the second, then the third where there is one.
 *
 * @param ecg (views × patients) × 12 × 2500 mV, 0 where not valid
 * @param mask the same shape, 1 valid and 0 not
 */
record PairBatch(float[] ecg, float[] mask) {
    static PairBatch empty(int views) {
        return new PairBatch(new float[views * NormalisedEcg.SIZE], new float[views * NormalisedEcg.SIZE]);
    }
}
