package org.einthoven.ecg.simulator;

/**
 * The electrodes of a standard ECG and the potential that the dipole gives each, in mV against Wilson's central terminal:
 * a lead vector. Those of the chest are Dower's; those of the limbs give Dower's leads I and II and have the sum 0. The
 * right leg's, the amplifier's reference, has nearly the left leg's.
 *
 * @see <a href="https://doi.org/10.1016/S0022-0736(68)80040-8">Dower, J. Electrocardiol. 1968;1:225</a>
 */
public enum Electrode {
    RA(LimbLeads.I.plus(LimbLeads.II).times(-1.0 / 3)),
    LA(LimbLeads.I.times(2.0 / 3).plus(LimbLeads.II.times(-1.0 / 3))),
    LL(LimbLeads.II.times(2.0 / 3).plus(LimbLeads.I.times(-1.0 / 3))),
    RL(LL.lead.times(.95)),
    V1(new Vector(-.515, .157, -.917)),
    V2(new Vector(.044, .164, -1.387)),
    V3(new Vector(.882, .098, -1.277)),
    V4(new Vector(1.213, .127, -.601)),
    V5(new Vector(1.125, .127, -.086)),
    V6(new Vector(.831, .076, .230));

    static final int COUNT = values().length;

    private final Vector lead;

    Electrode(Vector lead) {
        this.lead = lead;
    }

    /** Millivolts a millivolt of each of the dipole's axes. */
    Vector lead() {
        return lead;
    }

    boolean isOnChest() {
        return ordinal() >= V1.ordinal();
    }

    private static final class LimbLeads {
        static final Vector I = new Vector(.632, -.235, .059);
        static final Vector II = new Vector(.235, 1.066, -.132);
    }
}
