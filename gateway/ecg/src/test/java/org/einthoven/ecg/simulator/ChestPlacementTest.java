package org.einthoven.ecg.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.Wave;
import org.junit.jupiter.api.Test;

class ChestPlacementTest {
    private static final Visit SILENT = Visit.HEALTHY.with(Noise.NONE);

    private static SimulatedEcg placed(double left, double up) {
        return new EcgSimulator(500, 10).record(Patient.average(), SILENT.with(new ChestPlacement(left, up)), 1);
    }

    private static double[] lead(SimulatedEcg ecg, Lead lead) {
        return Objects.requireNonNull(ecg.recording().lead(lead)).millivolts();
    }

    /** Millivolts, on average over the P wave. */
    private static double meanOfP(SimulatedEcg ecg, Lead lead) {
        Wave p = Objects.requireNonNull(ecg.beats().get(3).wave(Wave.Kind.P));
        double[] values = lead(ecg, lead);
        return Arrays.stream(values, (int) (p.onset() * 500), (int) (p.offset() * 500))
                .average()
                .orElseThrow();
    }

    @Test
    void keepsLengthAndPlaneOfALeadVector() {
        Vector turned = new ChestPlacement(20, 15).of(Electrode.V4);

        assertThat(turned.length()).isCloseTo(Electrode.V4.lead().length(), within(1e-12));
        assertThat(new ChestPlacement(20, 15).of(Electrode.LA)).isEqualTo(Electrode.LA.lead());
    }

    @Test
    void electrodesTooHighTurnThePWaveOfV1() {
        // The well-known sign of V1 and V2 an intercostal space or two too high.
        assertThat(meanOfP(placed(0, 0), Lead.V1)).isPositive();
        assertThat(meanOfP(placed(0, 30), Lead.V1)).isLessThan(meanOfP(placed(0, 0), Lead.V1) / 2);
        assertThat(meanOfP(placed(0, 55), Lead.V1)).isNegative();
    }

    @Test
    void aRowFurtherLeftSeesWhatItsNeighbourSaw() {
        Vector v2 = new ChestPlacement(30, 0).of(Electrode.V2);

        assertThat(v2.direction().dot(Electrode.V3.lead().direction()))
                .isGreaterThan(
                        Electrode.V2.lead().direction().dot(Electrode.V3.lead().direction()));
    }

    @Test
    void limbLeadsStay() {
        assertThat(lead(placed(20, -20), Lead.II)).isEqualTo(lead(placed(0, 0), Lead.II));
    }

    @Test
    void refusesWhatIsNoLongerAChest() {
        assertThatThrownBy(() -> new ChestPlacement(90, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChestPlacement(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
