package org.einthoven.training.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.junit.jupiter.api.Test;

class AcrossSourcesTest {
    private static StoredEcg ecg(String patient) {
        StoreKey key = StoreKey.publicName(patient);
        return new StoredEcg(key, key, 0, null, null, null, Map.of(Task.ATRIAL_FIBRILLATION, true));
    }

    /** "home" has the patients a, b, c and both; "away" has d, e and both. */
    private static LabelledRecords records() {
        List<StoredEcg> ecgs = List.of(ecg("a"), ecg("b"), ecg("c"), ecg("both"), ecg("d"), ecg("e"), ecg("both"));
        EcgDataset dataset = new EcgDataset() {
            @Override
            public String source() {
                return "home+away";
            }

            @Override
            public String source(int window) {
                return window < 4 ? "home" : "away";
            }

            @Override
            public int size() {
                return ecgs.size();
            }

            @Override
            public StoredEcg get(int window) {
                return ecgs.get(window);
            }

            @Override
            public void read(int window, float[] into) throws IOException {
                throw new IOException("nothing is read");
            }

            @Override
            public String fingerprint() {
                return "";
            }
        };
        List<int[]> windows = java.util.stream.IntStream.range(0, ecgs.size())
                .mapToObj(i -> new int[] {i})
                .toList();
        return new LabelledRecords(dataset, List.of(Task.ATRIAL_FIBRILLATION), ecgs, windows);
    }

    private static PatientSplit split(Map<String, Part> parts) {
        Map<StoreKey, Part> keys = new HashMap<>();
        parts.forEach((patient, part) -> keys.put(StoreKey.publicName(patient), part));
        return new PatientSplit(keys);
    }

    private static final PatientSplit HOME =
            split(Map.of("a", Part.TRAIN, "b", Part.VALIDATION, "c", Part.TEST, "both", Part.TRAIN, "d", Part.TRAIN));

    private static AcrossSources parting(PatientSplit testSplit, LearntPatients learnt) {
        return new AcrossSources(records(), java.util.Set.of("away"), HOME, testSplit, learnt);
    }

    @Test
    void allOfTheOtherSourceTestsButNobodyWhoIsLearntFrom() {
        AcrossSources parting = parting(null, null);

        assertThat(parting.of("home", ecg("a"))).isEqualTo(Part.TRAIN);
        assertThat(parting.of("home", ecg("b"))).isEqualTo(Part.VALIDATION);
        assertThat(parting.of("home", ecg("c"))).as("tests nothing here").isEqualTo(Part.VALIDATION);
        assertThat(parting.of("home", ecg("of whom the split knows nothing"))).isNull();
        assertThat(parting.of("away", ecg("d")))
                .as("its own part is of no matter")
                .isEqualTo(Part.TEST);
        assertThat(parting.of("away", ecg("e"))).isEqualTo(Part.TEST);
        assertThat(parting.of("away", ecg("both"))).isNull();
        assertThat(parting.isLearner(ecg("both"))).isTrue();
    }

    @Test
    void nobodyFromWhomTheEncoderLearntTests() {
        AcrossSources parting =
                parting(null, LearntPatients.of(List.of(StoreKey.publicName("d"), StoreKey.publicName("a"))));

        assertThat(parting.of("away", ecg("d"))).isNull();
        assertThat(parting.isToTest("away", ecg("d"))).isTrue();
        assertThat(parting.isSeen(ecg("d"))).isTrue();
        assertThat(parting.of("away", ecg("e"))).isEqualTo(Part.TEST);
        assertThat(parting.of("home", ecg("a"))).isEqualTo(Part.TRAIN);
    }

    @Test
    void whereThereIsASplitOnlyItsTestPartTests() {
        AcrossSources parting = parting(split(Map.of("d", Part.TRAIN, "e", Part.TEST)), null);

        assertThat(parting.of("away", ecg("d"))).isNull();
        assertThat(parting.of("away", ecg("e"))).isEqualTo(Part.TEST);
        assertThat(parting.of("away", ecg("f"))).isNull();
    }
}
