package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Takes each lead away by a chance of its own; one, chosen among all, stays.
 *
 * @param probability for each of the others, 0 to 1
 */
record LeadMask(double probability) implements Augmentation {
    @Override
    public void apply(Window window, SplittableRandom random) {
        int leads = window.leads();
        int staying = leads == 0 ? 0 : random.nextInt(leads);
        int present = 0;
        for (int lead = 0; lead < LEADS; lead++) {
            if (window.row(lead) != null) {
                boolean goes = random.nextDouble() < probability;
                if (goes && present != staying) {
                    window.drop(lead);
                }
                present++;
            }
        }
    }
}
