package org.einthoven.ecg.quality;

import org.jspecify.annotations.Nullable;

/**
 * Electrodes that lie in each other's place, and how often that happens for each correct ECG; 0.4 to 4 in a hundred ECGs have
 * an exchange of the limbs' electrodes.
 *
 * @see <a href="https://doi.org/10.3390/s19132920">Krasteva et al., Sensors 2019;19:2920, how exchanges change the leads</a>
 */
public enum ElectrodeExchange {
    RA_LA("RA and LA", "limb-electrodes-exchanged", .0208, Undo.limb(1, 0, 2)),
    RA_LL("RA and LL", "limb-electrodes-exchanged", .0052, Undo.limb(2, 1, 0)),
    LA_LL("LA and LL", "limb-electrodes-exchanged", .005, Undo.limb(0, 2, 1)),
    /** Each of the three one further: the right arm's cable on the left arm, that one's on the leg, and that one's on the right arm. */
    RA_LA_LL("RA, LA and LL in turn", "limb-electrodes-exchanged", .0016, Undo.limb(2, 0, 1)),
    RA_LL_LA("RA, LL and LA in turn", "limb-electrodes-exchanged", .0016, Undo.limb(1, 2, 0)),
    RA_RL("RA and RL", "right-leg-electrode-exchanged", .005, null),
    LA_RL("LA and RL", "right-leg-electrode-exchanged", .003, null),
    /** Both arms' cables on the legs and both legs' on the arms. */
    ARMS_LEGS("those of both arms and both legs", "right-leg-electrode-exchanged", .001, null),
    V1_V2("V1 and V2", "chest-electrodes-exchanged", .0083, Undo.chest(2, 1, 3, 4, 5, 6)),
    V2_V3("V2 and V3", "chest-electrodes-exchanged", .0031, Undo.chest(1, 3, 2, 4, 5, 6)),
    V3_V4("V3 and V4", "chest-electrodes-exchanged", .0031, Undo.chest(1, 2, 4, 3, 5, 6)),
    V4_V5("V4 and V5", "chest-electrodes-exchanged", .0031, Undo.chest(1, 2, 3, 5, 4, 6)),
    V5_V6("V5 and V6", "chest-electrodes-exchanged", .0031, Undo.chest(1, 2, 3, 4, 6, 5)),
    V1_V3("V1 and V3", "chest-electrodes-exchanged", .0042, Undo.chest(3, 2, 1, 4, 5, 6)),
    V2_V4("V2 and V4", "chest-electrodes-exchanged", .0031, Undo.chest(1, 4, 3, 2, 5, 6)),
    V3_V5("V3 and V5", "chest-electrodes-exchanged", .0031, Undo.chest(1, 2, 5, 4, 3, 6)),
    V4_V6("V4 and V6", "chest-electrodes-exchanged", .0031, Undo.chest(1, 2, 3, 6, 5, 4)),
    V1_V6("V1 and V6", "chest-electrodes-exchanged", .0031, Undo.chest(6, 2, 3, 4, 5, 1)),
    /** V6 to V1 in place of V1 to V6. */
    V1_TO_V6("V1 to V6, in reverse order,", "chest-electrodes-exchanged", .0031, Undo.chest(6, 5, 4, 3, 2, 1));

    private final String electrodes;
    private final String code;
    private final double odds;

    private final double @Nullable [][] undo;

    ElectrodeExchange(String electrodes, String code, double odds, double @Nullable [][] undo) {
        this.electrodes = electrodes;
        this.code = code;
        this.odds = odds;
        this.undo = undo;
    }

    /** Named as in "the electrodes … are exchanged". */
    String electrodes() {
        return electrodes;
    }

    String code() {
        return code;
    }

    /** Before the ECG is looked at, for each one that is right. */
    double odds() {
        return odds;
    }

    /** What makes the leads I, II, V1 to V6 right again; null where what was recorded does not tell. */
    double @Nullable [][] undo() {
        return undo;
    }
}
