package org.einthoven.training.export;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.Lead;

/** Leads that ECGs come with, from few to all. */
enum LeadSet {
    LEAD_I("lead I alone", List.of(Lead.I), List.of(Lead.I)),
    /** The four others follow from I and II. */
    LIMB("limb leads", List.of(Lead.I, Lead.II), List.of(Lead.I, Lead.II, Lead.III, Lead.AVR, Lead.AVL, Lead.AVF)),
    TWELVE("12 leads", List.of(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6), Lead.STANDARD);

    private final String title;
    private final List<Lead> needed;
    private final List<Lead> leads;

    LeadSet(String title, List<Lead> needed, List<Lead> leads) {
        this.title = title;
        this.needed = needed;
        this.leads = leads;
    }

    String title() {
        return title;
    }

    /** From which all of them follow. */
    List<Lead> needed() {
        return needed;
    }

    /** Takes the other leads away. @param samples 12 × 2500, NaN where not valid */
    void keepIn(float[] samples) {
        for (int lead = 0; lead < LEADS; lead++) {
            if (!leads.contains(Lead.STANDARD.get(lead))) {
                Arrays.fill(samples, lead * SAMPLES, (lead + 1) * SAMPLES, Float.NaN);
            }
        }
    }
}
