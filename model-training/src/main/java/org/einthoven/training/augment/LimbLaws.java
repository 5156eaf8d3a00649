package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import org.einthoven.training.data.Window;

/** Einthoven's law and Goldberger's leads: III, aVR, aVL and aVF as sums of I and II. */
final class LimbLaws {
    static final int I = 0;
    static final int II = 1;
    static final int FIRST_DERIVED = 2;
    static final int FIRST_CHEST = 6;

    private static final float[] OF_I = {1, 0, -1, -.5f, 1, -.5f};
    private static final float[] OF_II = {0, 1, 1, -.5f, -.5f, 1};

    private LimbLaws() {}

    /** How much of lead I a limb lead holds. */
    static float ofI(int lead) {
        return OF_I[lead];
    }

    static float ofII(int lead) {
        return OF_II[lead];
    }

    /** Makes the laws hold exactly wherever I, II and the derived lead are valid. */
    static void restore(Window window) {
        float[] one = window.row(I);
        float[] two = window.row(II);
        for (int lead = FIRST_DERIVED; lead < FIRST_CHEST && one != null && two != null; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                restore(row, one, OF_I[lead], two, OF_II[lead]);
            }
        }
    }

    private static void restore(float[] row, float[] one, float ofOne, float[] two, float ofTwo) {
        for (int i = 0; i < SAMPLES; i++) {
            float value = ofOne * one[i] + ofTwo * two[i];
            row[i] = Float.isNaN(row[i]) || Float.isNaN(value) ? row[i] : value;
        }
    }
}
