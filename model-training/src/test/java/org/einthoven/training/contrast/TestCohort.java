package org.einthoven.training.contrast;

import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.MemoryDataset;

/** A few simulated patients; patient p has p % 3 + 1 records. */
final class TestCohort {
    private TestCohort() {}

    static StoreKey patient(int number) {
        return StoreKey.publicName("patient " + number);
    }

    static MemoryDataset of(int patients) {
        MemoryDataset dataset = new MemoryDataset("simulated");
        EcgSimulator simulator = new EcgSimulator(250, 10);
        Normaliser normaliser = new Normaliser();
        for (int patient = 0; patient < patients; patient++) {
            for (int record = 0; record <= patient % 3; record++) {
                Visit visit = Visit.HEALTHY.with(Noise.ORDINARY).with(Rhythm.sinus(55 + 9 * record + patient % 7));
                NormalisedEcg window = normaliser
                        .normalise(simulator
                                .record(Patient.random(new SplittableRandom(patient)), visit, 1000L * patient + record)
                                .recording())
                        .windows()
                        .get(0);
                StoreKey key = StoreKey.publicName(patient + "/" + record);
                dataset.add(StoredEcg.unlabelled(patient(patient), key, 0), window);
            }
        }
        return dataset;
    }

    /** Patients with one record of several windows. */
    static MemoryDataset ofOneLongRecordEach(int patients, int windows) {
        MemoryDataset dataset = new MemoryDataset("simulated");
        EcgSimulator simulator = new EcgSimulator(250, 10 * windows);
        Normaliser normaliser = new Normaliser();
        for (int number = 0; number < patients; number++) {
            Visit visit = Visit.HEALTHY.with(Noise.ORDINARY).with(Rhythm.sinus(60 + number));
            var all = normaliser
                    .normalise(simulator
                            .record(Patient.random(new SplittableRandom(number)), visit, number)
                            .recording())
                    .windows();
            for (int window = 0; window < windows; window++) {
                StoreKey key = StoreKey.publicName("record " + number);
                dataset.add(StoredEcg.unlabelled(patient(number), key, window), all.get(window));
            }
        }
        return dataset;
    }
}
