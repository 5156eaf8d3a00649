package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Objects;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.training.data.Window;
import org.jspecify.annotations.Nullable;

/** Windows with hearts in them. */
final class SimulatedWindows {
    private SimulatedWindows() {}

    static Window of(long seed) {
        NormalisedEcg ecg = new Normaliser()
                .normalise(new EcgSimulator(500, 10)
                        .record(Patient.random(new SplittableRandom(seed)), Visit.HEALTHY.with(Noise.NONE), seed)
                        .recording())
                .windows()
                .get(0);
        @Nullable float[][] rows = new float[LEADS][];
        for (int lead = 0; lead < LEADS; lead++) {
            rows[lead] = java.util.Arrays.copyOfRange(ecg.samples(), lead * SAMPLES, (lead + 1) * SAMPLES);
        }
        return new Window(rows);
    }

    static Window silent() {
        return new Window(new float[LEADS][SAMPLES]);
    }

    static float[] row(Window window, int lead) {
        return Objects.requireNonNull(window.row(lead));
    }
}
