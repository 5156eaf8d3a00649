package org.einthoven.ecg.simulator;

import static org.einthoven.ecg.simulator.Electrode.LA;
import static org.einthoven.ecg.simulator.Electrode.LL;
import static org.einthoven.ecg.simulator.Electrode.RA;
import static org.einthoven.ecg.simulator.Electrode.RL;
import static org.einthoven.ecg.simulator.Electrode.V1;
import static org.einthoven.ecg.simulator.Electrode.V2;
import static org.einthoven.ecg.simulator.Electrode.V3;
import static org.einthoven.ecg.simulator.Electrode.V4;
import static org.einthoven.ecg.simulator.Electrode.V5;
import static org.einthoven.ecg.simulator.Electrode.V6;

/** A cable on the wrong electrode: these two are exchanged. */
public enum ElectrodeFault {
    RA_LA(RA, LA),
    RA_LL(RA, LL),
    LA_LL(LA, LL),
    RA_RL(RA, RL),
    LA_RL(LA, RL),
    V1_V2(V1, V2),
    V2_V3(V2, V3),
    V3_V4(V3, V4),
    V4_V5(V4, V5),
    V5_V6(V5, V6),
    V1_V6(V1, V6);

    private final Electrode one;
    private final Electrode other;

    ElectrodeFault(Electrode one, Electrode other) {
        this.one = one;
        this.other = other;
    }

    /** Exchanges what the two cables carry. */
    void exchange(double[][] potentials) {
        double[] kept = potentials[one.ordinal()];
        potentials[one.ordinal()] = potentials[other.ordinal()];
        potentials[other.ordinal()] = kept;
    }
}
