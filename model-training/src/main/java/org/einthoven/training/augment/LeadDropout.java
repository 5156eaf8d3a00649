package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;

import java.util.SplittableRandom;
import org.einthoven.ecg.Lead;
import org.einthoven.training.data.Window;

/**
 * Takes leads away, so that the network also reads recordings of few leads. At least one lead stays.
 *
 * @param onlyLeadI probability that only lead I stays (where it was recorded), as in a one-lead recorder
 * @param onlyLimbLeads probability that the chest leads go
 * @param someLeads probability that each lead goes by a chance of its own, up to one half
 */
record LeadDropout(double onlyLeadI, double onlyLimbLeads, double someLeads) implements Augmentation {
    private static final int LEAD_I = Lead.I.standardIndex();
    private static final int FIRST_CHEST_LEAD = Lead.V1.standardIndex();

    @Override
    public void apply(Window window, SplittableRandom random) {
        double choice = random.nextDouble();
        if (choice < onlyLeadI) {
            keepOnly(window, LEAD_I, LEAD_I + 1);
        } else if (choice < onlyLeadI + onlyLimbLeads) {
            keepOnly(window, 0, FIRST_CHEST_LEAD);
        } else if (choice < onlyLeadI + onlyLimbLeads + someLeads) {
            dropSome(window, random);
        }
    }

    private static void keepOnly(Window window, int from, int to) {
        boolean any = false;
        for (int lead = from; lead < to; lead++) {
            any |= window.row(lead) != null;
        }
        for (int lead = 0; any && lead < LEADS; lead++) {
            if (lead < from || lead >= to) {
                window.drop(lead);
            }
        }
    }

    private static void dropSome(Window window, SplittableRandom random) {
        double probability = random.nextDouble() / 2;
        for (int lead = 0; lead < LEADS; lead++) {
            boolean last = window.leads() == 1;
            if (!last && random.nextDouble() < probability) {
                window.drop(lead);
            }
        }
    }
}
