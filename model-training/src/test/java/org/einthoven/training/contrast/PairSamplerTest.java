package org.einthoven.training.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.network.ContrastiveModel.Objective;
import org.junit.jupiter.api.Test;

class PairSamplerTest {
    private static final Augmentation NONE = (window, random) -> {};
    private static final int PATIENTS = 4;

    private final MemoryDataset dataset = TestCohort.of(14);
    private final PatientIndex index = index(dataset);

    private static PatientIndex index(MemoryDataset dataset) {
        try {
            return PatientIndex.of(dataset, ecg -> true);
        } catch (IOException impossible) {
            throw new IllegalStateException("memory can be read", impossible);
        }
    }

    private PairSampler sampler(double longitudinal, double views, long seed) {
        return new PairSampler(dataset, index, new Objective(PATIENTS, longitudinal, views, .1, 8), NONE, seed);
    }

    private static Map<Integer, Integer> windowOfContent(MemoryDataset dataset) {
        Map<Integer, Integer> windows = new HashMap<>();
        float[] samples = new float[NormalisedEcg.SIZE];
        for (int window = 0; window < dataset.size(); window++) {
            dataset.read(window, samples);
            windows.put(Arrays.hashCode(samples), window);
        }
        return windows;
    }

    /** Of each row, which window it shows. */
    private int[] drawn(PairSampler sampler, int views, long step) {
        return drawn(dataset, sampler, views, step);
    }

    private static int[] drawn(MemoryDataset dataset, PairSampler sampler, int views, long step) {
        PairBatch batch = PairBatch.empty(views * PATIENTS);
        sampler.fill(step, batch);
        Map<Integer, Integer> known = windowOfContent(dataset);
        int[] drawn = new int[views * PATIENTS];
        for (int row = 0; row < drawn.length; row++) {
            int from = row * NormalisedEcg.SIZE;
            drawn[row] = known.getOrDefault(
                    Arrays.hashCode(Arrays.copyOfRange(batch.ecg(), from, from + NormalisedEcg.SIZE)), -1);
        }
        return drawn;
    }

    private StoreKey patient(int window) {
        return dataset.get(window).patient();
    }

    @Test
    void eachPatientHasOneSlotAnEpochAndItsRowsAreItsOwn() {
        PairSampler sampler = sampler(1, 1, 5);
        assertThat(sampler.stepsOfAnEpoch()).isEqualTo(3);
        Set<StoreKey> seen = new HashSet<>();
        for (int step = 1; step <= 3; step++) {
            int[] drawn = drawn(sampler, 3, step);
            for (int slot = 0; slot < PATIENTS; slot++) {
                int one = drawn[slot];
                assertThat(seen.add(patient(one))).isTrue();
                assertThat(drawn[PATIENTS + slot])
                        .as("a view of the same record")
                        .isEqualTo(one);
                int other = drawn[2 * PATIENTS + slot];
                assertThat(patient(other)).isEqualTo(patient(one));
                long records = java.util.stream.IntStream.range(0, dataset.size())
                        .filter(window -> patient(window).equals(patient(one)))
                        .count();
                assertThat(other == one).as("another record where there is one").isEqualTo(records == 1);
            }
        }
        assertThat(seen).hasSize(12);
    }

    @Test
    void withoutPairsOfPatientsBothRowsAreOfOneRecord() {
        int[] drawn = drawn(sampler(0, 1, 5), 2, 1);
        for (int slot = 0; slot < PATIENTS; slot++) {
            assertThat(drawn[PATIENTS + slot]).isEqualTo(drawn[slot]);
        }
    }

    @Test
    void viewsShowOneWindowAndThePairOfAnOnlyRecordAnotherOne() {
        MemoryDataset windows = TestCohort.ofOneLongRecordEach(6, 3);
        PairSampler sampler = new PairSampler(windows, index(windows), new Objective(PATIENTS, 1, 1, .1, 8), NONE, 5);
        Set<Integer> others = new HashSet<>();
        for (int step = 1; step <= 20; step++) {
            int[] drawn = drawn(windows, sampler, 3, step);
            for (int slot = 0; slot < PATIENTS; slot++) {
                int one = drawn[slot];
                int other = drawn[2 * PATIENTS + slot];
                assertThat(drawn[PATIENTS + slot]).isEqualTo(one);
                assertThat(other).isNotEqualTo(one);
                assertThat(windows.get(other).record())
                        .isEqualTo(windows.get(one).record());
                others.add(other);
            }
        }
        assertThat(others).as("every window is drawn").hasSize(18);
    }

    @Test
    void aStepFollowsFromSeedAndNumberAlone() {
        int[] seventh = drawn(sampler(1, .5, 5), 3, 7);
        PairSampler other = sampler(1, .5, 5);
        drawn(other, 3, 1);
        drawn(other, 3, 20);
        assertThat(drawn(other, 3, 7)).isEqualTo(seventh);
        assertThat(drawn(sampler(1, .5, 6), 3, 7)).isNotEqualTo(seventh);
    }

    @Test
    void fewerPatientsThanABatchHasAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PairSampler(dataset, index, new Objective(15, 1, 1, .1, 8), NONE, 1))
                .withMessageContaining("a batch of 15 patients cannot be drawn from 14");
    }
}
