package org.einthoven.ecg.simulator;

import static org.einthoven.ecg.simulator.Electrode.LA;
import static org.einthoven.ecg.simulator.Electrode.LL;
import static org.einthoven.ecg.simulator.Electrode.RA;

import org.einthoven.ecg.Lead;

/** How the twelve leads are made of the ten electrodes, as recorders make them. */
final class LeadFormation {
    private static final int FIRST_CHEST_LEAD = 6;

    private LeadFormation() {}

    /**
     * @param potentials electrode × sample, in the order of {@link Electrode}
     * @return lead × sample, in the order of {@link Lead#STANDARD}; V1 to V6 against Wilson's central terminal
     */
    static double[][] leads(double[][] potentials) {
        int samples = potentials[0].length;
        double[][] leads = new double[Lead.STANDARD.size()][samples];
        for (int i = 0; i < samples; i++) {
            double ra = potentials[RA.ordinal()][i];
            double la = potentials[LA.ordinal()][i];
            double ll = potentials[LL.ordinal()][i];
            leads[0][i] = la - ra;
            leads[1][i] = ll - ra;
            leads[2][i] = ll - la;
            leads[3][i] = ra - (la + ll) / 2;
            leads[4][i] = la - (ra + ll) / 2;
            leads[5][i] = ll - (ra + la) / 2;
            double central = (ra + la + ll) / 3;
            for (int chest = 0; chest < leads.length - FIRST_CHEST_LEAD; chest++) {
                leads[FIRST_CHEST_LEAD + chest][i] = potentials[Electrode.V1.ordinal() + chest][i] - central;
            }
        }
        return leads;
    }
}
