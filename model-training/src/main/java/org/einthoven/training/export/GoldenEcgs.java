package org.einthoven.training.export;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;

/**
 * ECGs that are kept with the model to check that what serves it computes what trained it. They are simulated: a model's folder holds no patient's
 * ECG.
 */
final class GoldenEcgs {
    private static final int EIGHT_SECONDS = 8 * NormalisedEcg.SAMPLING_RATE_HZ;

    private GoldenEcgs() {}

    /** Twelve leads that fibrillate; lead I alone; and limb leads of which only 8 s are valid. */
    static List<NormalisedEcg> windows() {
        NormalisedEcg leadI = window(2, Rhythm.sinus(72));
        NormalisedEcg limb = window(3, Rhythm.sinus(95));
        return List.of(
                window(1, Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 88)),
                cut(leadI, List.of(Lead.I), SAMPLES),
                cut(limb, Lead.STANDARD.subList(0, Lead.V1.standardIndex()), EIGHT_SECONDS));
    }

    private static NormalisedEcg window(long seed, Rhythm rhythm) {
        EcgSimulator simulator = new EcgSimulator(500, 10);
        Visit visit = Visit.HEALTHY.with(Noise.ORDINARY).with(rhythm);
        return new Normaliser()
                .normalise(simulator
                        .record(Patient.random(new SplittableRandom(seed)), visit, seed)
                        .recording())
                .windows()
                .get(0);
    }

    private static NormalisedEcg cut(NormalisedEcg whole, List<Lead> leads, int length) {
        float[] samples = whole.samples().clone();
        boolean[] valid = whole.valid().clone();
        for (int lead = 0; lead < LEADS; lead++) {
            int from = lead * SAMPLES + (leads.contains(Lead.STANDARD.get(lead)) ? length : 0);
            Arrays.fill(samples, from, (lead + 1) * SAMPLES, 0);
            Arrays.fill(valid, from, (lead + 1) * SAMPLES, false);
        }
        return new NormalisedEcg(0, samples, valid);
    }
}
