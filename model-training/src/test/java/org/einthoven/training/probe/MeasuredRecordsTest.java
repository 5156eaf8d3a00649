package org.einthoven.training.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.probe.MeasuredRecords.Conditions;
import org.junit.jupiter.api.Test;

class MeasuredRecordsTest {
    private static final Task TASK = Task.ATRIAL_FIBRILLATION;

    private final MemoryDataset dataset = new MemoryDataset("simulated");
    private final List<StoredEcg> records = new ArrayList<>();
    private final List<int[]> windows = new ArrayList<>();

    private static NormalisedEcg sinus(int rate) {
        return new Normaliser()
                .normalise(new EcgSimulator(250, 10)
                        .record(
                                Patient.random(new SplittableRandom(rate)),
                                Visit.HEALTHY.with(Rhythm.sinus(rate)),
                                rate)
                        .recording())
                .windows()
                .get(0);
    }

    /** White noise of so many mV in every lead. */
    private static NormalisedEcg noisy(NormalisedEcg of, double noise) {
        SplittableRandom random = new SplittableRandom(5);
        float[] samples = of.samples().clone();
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (float) (noise * random.nextGaussian());
        }
        return new NormalisedEcg(0, samples, of.valid());
    }

    private static NormalisedEcg leadsUpTo(NormalisedEcg of, int leads) {
        boolean[] valid = of.valid().clone();
        java.util.Arrays.fill(valid, leads * NormalisedEcg.SAMPLES, valid.length, false);
        return new NormalisedEcg(0, of.samples(), valid);
    }

    private void add(NormalisedEcg... ofRecord) {
        StoreKey key = StoreKey.publicName("record " + records.size());
        int[] numbers = new int[ofRecord.length];
        for (int window = 0; window < ofRecord.length; window++) {
            numbers[window] = dataset.size();
            dataset.add(new StoredEcg(key, key, window, null, null, null, Map.of(TASK, false)), ofRecord[window]);
        }
        records.add(dataset.get(numbers[0]));
        windows.add(numbers);
    }

    @Test
    void tellsLeadsNoiseAndRateOfEachRecord() throws IOException {
        add(sinus(75));
        add(leadsUpTo(sinus(50), 1));
        add(sinus(75), noisy(sinus(75), .3));
        add(leadsUpTo(sinus(75), 0));
        MeasuredRecords measured = MeasuredRecords.of(new LabelledRecords(dataset, List.of(TASK), records, windows));

        assertThat(measured.conditions(0)).satisfies(clean -> {
            assertThat(clean.leads()).isEqualTo(12);
            assertThat(clean.noisy()).isFalse();
            assertThat(clean.heartRate()).isBetween(74f, 76f);
        });
        assertThat(measured.conditions(1).leads()).isEqualTo(1);
        assertThat(measured.conditions(1).heartRate()).isBetween(49f, 51f);
        assertThat(measured.conditions(2).noisy()).as("in one of its windows").isTrue();
        assertThat(measured.conditions(3)).isEqualTo(new Conditions(0, true, Float.NaN));
        assertThat(measured.features()).hasDimensions(4, EcgFeatures.NAMES.size());
        assertThat(measured.features()[0]).isEqualTo(EcgFeatures.of(sinus(75)));
    }
}
