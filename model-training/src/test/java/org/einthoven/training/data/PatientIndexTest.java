package org.einthoven.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.junit.jupiter.api.Test;

class PatientIndexTest {
    private static final NormalisedEcg NOTHING =
            new NormalisedEcg(0, new float[NormalisedEcg.SIZE], new boolean[NormalisedEcg.SIZE]);

    private static StoredEcg ecg(int patient, int record, int window) {
        return StoredEcg.unlabelled(
                StoreKey.publicName("p" + patient), StoreKey.publicName("p" + patient + "r" + record), window);
    }

    /** Patient p has p % 3 + 1 records, record r has r + 1 windows. */
    private static List<StoredEcg> all(int patients) {
        List<StoredEcg> all = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            for (int record = 0; record <= patient % 3; record++) {
                for (int window = 0; window <= record; window++) {
                    all.add(ecg(patient, record, window));
                }
            }
        }
        return all;
    }

    @Test
    void findsEachWindowOnceByPatientAndRecordWhateverTheOrder() throws IOException {
        List<StoredEcg> shuffled = all(20);
        Collections.shuffle(shuffled, new Random(5));
        MemoryDataset dataset = new MemoryDataset("test");
        shuffled.forEach(ecg -> dataset.add(ecg, NOTHING));

        PatientIndex index = PatientIndex.of(dataset, ecg -> true);

        assertThat(index.patients()).isEqualTo(20);
        assertThat(index.windows()).isEqualTo(shuffled.size());
        Set<Integer> seen = new HashSet<>();
        Set<StoreKey> patients = new HashSet<>();
        for (int patient = 0; patient < index.patients(); patient++) {
            StoreKey key = dataset.get(index.window(patient, 0, 0)).patient();
            assertThat(patients.add(key)).isTrue();
            for (int record = 0; record < index.records(patient); record++) {
                StoreKey one = dataset.get(index.window(patient, record, 0)).record();
                for (int window = 0; window < index.windows(patient, record); window++) {
                    int number = index.window(patient, record, window);
                    assertThat(seen.add(number)).isTrue();
                    assertThat(dataset.get(number).patient()).isEqualTo(key);
                    assertThat(dataset.get(number).record()).isEqualTo(one);
                }
            }
        }
        assertThat(seen).hasSize(shuffled.size());
    }

    @Test
    void aWindowThatWasStoredTwiceCountsOnce() throws IOException {
        MemoryDataset dataset = new MemoryDataset("test");
        all(4).forEach(ecg -> dataset.add(ecg, NOTHING));
        int once = dataset.size();
        all(4).forEach(ecg -> dataset.add(ecg, NOTHING));

        PatientIndex index = PatientIndex.of(dataset, ecg -> true);

        assertThat(index.windows()).isEqualTo(once);
        assertThat(index.patients()).isEqualTo(4);
    }

    @Test
    void holdsOnlyWhoIsWanted() throws IOException {
        MemoryDataset dataset = new MemoryDataset("test");
        all(4).forEach(ecg -> dataset.add(ecg, NOTHING));
        StoreKey wanted = StoreKey.publicName("p2");

        PatientIndex index = PatientIndex.of(dataset, ecg -> ecg.patient().equals(wanted));

        assertThat(index.patients()).isEqualTo(1);
        assertThat(index.records(0)).isEqualTo(3);
        assertThat(PatientIndex.of(dataset, ecg -> false).patients()).isZero();
    }
}
