package org.einthoven.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.LabelledRecords;
import org.junit.jupiter.api.Test;

class StrataTest {
    private static final long SEED = 4;
    private static final int LARGE = 900;
    private static final int SMALL = 100;

    /** Windows without samples: the first 900 of one source, the last 100 of another. */
    private record TwoSources() implements EcgDataset {
        @Override
        public String source() {
            return "large+small";
        }

        @Override
        public String source(int window) {
            return window < LARGE ? "large" : "small";
        }

        @Override
        public int size() {
            return LARGE + SMALL;
        }

        @Override
        public StoredEcg get(int window) {
            StoreKey key = StoreKey.publicName("r" + window);
            return new StoredEcg(key, key, 0, null, null, null, Map.of(Task.ATRIAL_FIBRILLATION, window % 2 == 0));
        }

        @Override
        public void read(int window, float[] into) throws IOException {
            throw new IOException("there are no samples");
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private static LabelledRecords records(EcgDataset dataset) throws IOException {
        return LabelledRecords.of(
                dataset,
                org.einthoven.training.data.PatientIndex.of(dataset, ecg -> true),
                List.of(Task.ATRIAL_FIBRILLATION));
    }

    @Test
    void aSourceIsDrawnByTheRootOfItsSize() throws IOException {
        LabelledRecords records = records(new TwoSources());
        Strata strata = Strata.of(records, IntStream.range(0, records.size()).toArray());
        SplittableRandom random = new SplittableRandom(SEED);

        double small = IntStream.range(0, 10_000)
                .map(i -> strata.draw(random))
                .filter(record -> records.source(record).equals("small"))
                .count();

        // 10 of 30 + 10, where one record after the other would give a tenth.
        assertThat(small / 10_000).as("seed %d", SEED).isCloseTo(.25, within(.02));
    }

    @Test
    void onlyWhatWasChosenIsDrawn() throws IOException {
        LabelledRecords records = records(new TwoSources());
        int[] present = records.present(0);
        Strata strata = Strata.of(records, present);
        SplittableRandom random = new SplittableRandom(SEED);

        assertThat(IntStream.range(0, 1000).map(i -> strata.draw(random)).boxed())
                .isSubsetOf(IntStream.of(present).boxed().toList())
                .hasSizeGreaterThan(300);
    }
}
