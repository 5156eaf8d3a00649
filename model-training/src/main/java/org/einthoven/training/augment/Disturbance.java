package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/** Something that electrodes pick up besides the heart: leads I, II and V1 to V6 each their own, the other limb leads what follows. */
@FunctionalInterface
interface Disturbance {
    /**
     * Writes one lead's.
     *
     * @param millivolts 2500 samples at 250 Hz, all overwritten
     */
    void fill(float[] millivolts, SplittableRandom random);

    static void add(Disturbance disturbance, Window window, SplittableRandom random) {
        Scratch scratch = Scratch.get();
        disturbance.fill(scratch.first, random);
        disturbance.fill(scratch.second, random);
        for (int lead = 0; lead < LimbLaws.FIRST_CHEST; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                add(row, scratch.first, LimbLaws.ofI(lead), scratch.second, LimbLaws.ofII(lead));
            }
        }
        for (int lead = LimbLaws.FIRST_CHEST; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                disturbance.fill(scratch.first, random);
                add(row, scratch.first, 1, scratch.first, 0);
            }
        }
        LimbLaws.restore(window);
    }

    private static void add(float[] row, float[] one, float ofOne, float[] two, float ofTwo) {
        for (int i = 0; i < SAMPLES; i++) {
            row[i] += ofOne * one[i] + ofTwo * two[i];
        }
    }
}
