package org.einthoven.ecg;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

/**
 * Derives limb leads that were not recorded: III = II - I, aVR = -(I + II)/2, aVL = I - II/2, aVF = II - I/2
 * (Einthoven's law and Goldberger's leads); I or II from the other two where it is the one missing.
 */
final class LimbLeads {
    private static final int I = 0;
    private static final int II = 1;
    private static final int III = 2;
    private static final int AVR = 3;
    private static final int AVL = 4;
    private static final int AVF = 5;

    private LimbLeads() {}

    /** Fills the rows of leads that are not present from those that are; tells which it filled. */
    static boolean[] derive(boolean[] present, float[] samples, boolean[] valid) {
        boolean[] derived = new boolean[NormalisedEcg.LEADS];
        one(I, II, 1, III, -1, present, derived, samples, valid);
        one(II, I, 1, III, 1, present, derived, samples, valid);
        one(III, II, 1, I, -1, present, derived, samples, valid);
        one(AVR, I, -0.5f, II, -0.5f, present, derived, samples, valid);
        one(AVL, I, 1, II, -0.5f, present, derived, samples, valid);
        one(AVF, II, 1, I, -0.5f, present, derived, samples, valid);
        return derived;
    }

    private static void one(
            int target,
            int a,
            float factorA,
            int b,
            float factorB,
            boolean[] present,
            boolean[] derived,
            float[] samples,
            boolean[] valid) {
        if (present[target] || !has(a, present, derived) || !has(b, present, derived)) {
            return;
        }
        derived[target] = true;
        for (int i = 0; i < SAMPLES; i++) {
            int from = a * SAMPLES + i;
            int and = b * SAMPLES + i;
            boolean both = valid[from] && valid[and];
            valid[target * SAMPLES + i] = both;
            samples[target * SAMPLES + i] = both ? factorA * samples[from] + factorB * samples[and] : 0;
        }
    }

    private static boolean has(int lead, boolean[] present, boolean[] derived) {
        return present[lead] || derived[lead];
    }
}
