package org.einthoven.training.classifier;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;

/** Simulated patients with one record each: every second fibrillates; of every fifth nobody looked for infarction, which every third has by its label. */
public final class LabelledCohort {
    private LabelledCohort() {}

    public static StoreKey patient(int number) {
        return StoreKey.publicName("patient " + number);
    }

    public static MemoryDataset of(int patients) {
        MemoryDataset dataset = new MemoryDataset("simulated");
        EcgSimulator simulator = new EcgSimulator(250, 10);
        for (int i = 0; i < patients; i++) {
            Rhythm rhythm = i % 2 == 0 ? Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 80) : Rhythm.sinus(60 + i % 30);
            NormalisedEcg window = new Normaliser()
                    .normalise(simulator
                            .record(
                                    Patient.random(new SplittableRandom(i)),
                                    Visit.HEALTHY.with(Noise.ORDINARY).with(rhythm),
                                    i)
                            .recording())
                    .windows()
                    .get(0);
            Map<Task, Boolean> labels = new TreeMap<>(Map.of(Task.ATRIAL_FIBRILLATION, i % 2 == 0));
            if (i % 5 > 0) {
                labels.put(Task.MYOCARDIAL_INFARCTION, i % 3 == 0);
            }
            dataset.add(
                    new StoredEcg(patient(i), StoreKey.publicName("record " + i), 0, null, null, null, labels), window);
        }
        return dataset;
    }

    /** 60 % training, 20 % validation, 20 % test. */
    public static PatientSplit split(int patients) {
        Map<StoreKey, Part> parts = new java.util.HashMap<>();
        for (int i = 0; i < patients; i++) {
            int place = i * 10 / patients;
            parts.put(patient(i), place < 6 ? Part.TRAIN : place < 8 ? Part.VALIDATION : Part.TEST);
        }
        return new PatientSplit(parts);
    }
}
