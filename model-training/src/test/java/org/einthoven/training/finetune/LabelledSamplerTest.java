package org.einthoven.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.Examples;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.network.TrainingModel.Batch;
import org.junit.jupiter.api.Test;

class LabelledSamplerTest {
    private static final int EMBEDDING = 10;
    private static final int ROWS = 16;
    private static final FineTuningSettings SETTINGS = new FineTuningSettings(3, 10, ROWS, .5, 1e-3, 0, .4, 1);

    /** Sixty records; one has flutter; of every second nobody looked for fibrillation, of none for infarction. */
    private static LabelledSampler sampler() throws IOException {
        MemoryDataset dataset = new MemoryDataset("test");
        for (int i = 0; i < 60; i++) {
            Map<Task, Boolean> labels = new TreeMap<>(Map.of(Task.ATRIAL_FLUTTER, i == 0));
            if (i % 2 == 1) {
                labels.put(Task.ATRIAL_FIBRILLATION, false);
            }
            StoreKey key = StoreKey.publicName("r" + i);
            dataset.add(
                    new StoredEcg(key, key, 0, null, null, null, labels),
                    Examples.window(12, i).toNormalisedEcg());
        }
        LabelledRecords records = LabelledRecords.of(
                dataset,
                PatientIndex.of(dataset, ecg -> true),
                List.of(Task.ATRIAL_FIBRILLATION, Task.ATRIAL_FLUTTER, Task.MYOCARDIAL_INFARCTION));
        return new LabelledSampler(records, SETTINGS, (window, random) -> {});
    }

    private static Batch filled(LabelledSampler sampler, long step) {
        Batch batch = Batch.empty(ROWS, EMBEDDING, 3);
        sampler.fill(step, batch);
        return batch;
    }

    @Test
    void aRareFindingIsDrawnFarMoreOftenThanItOccurs() throws IOException {
        LabelledSampler sampler = sampler();
        int present = 0;
        for (int step = 1; step <= 20; step++) {
            Batch batch = filled(sampler, step);
            for (int row = 0; row < ROWS; row++) {
                present += batch.labels()[row * 3 + 1] > 0 ? 1 : 0;
            }
        }
        // Half of 320 draws, and there is but one finding; without, it would be 320 / 60.
        assertThat(present).as("seed %d", SETTINGS.seed()).isBetween(125, 200);
    }

    @Test
    void knownLabelsOfEachTaskShareAThirdAndUnknownOnesWeighNothing() throws IOException {
        Batch batch = filled(sampler(), 1);
        double[] sums = new double[3];
        for (int row = 0; row < ROWS; row++) {
            for (int task = 0; task < 3; task++) {
                sums[task] += batch.weights()[row * 3 + task];
            }
        }
        assertThat(sums[0]).isCloseTo(1.0 / 3, within(1e-6));
        assertThat(sums[1]).isCloseTo(1.0 / 3, within(1e-6));
        assertThat(sums[2]).isZero();
    }

    @Test
    void dropoutKeepsTheSumOnAverage() throws IOException {
        LabelledSampler sampler = sampler();
        double sum = 0;
        for (int step = 1; step <= 60; step++) {
            for (float keep : filled(sampler, step).keep()) {
                assertThat(keep).isIn(0f, (float) (1 / 0.6));
                sum += keep;
            }
        }
        assertThat(sum / (60 * ROWS * EMBEDDING)).as("seed %d", SETTINGS.seed()).isCloseTo(1, within(.05));
    }

    @Test
    void whatAStepSeesFollowsFromSeedAndStep() throws IOException {
        assertThat(filled(sampler(), 7).ecg()).isEqualTo(filled(sampler(), 7).ecg());
        assertThat(filled(sampler(), 8).ecg()).isNotEqualTo(filled(sampler(), 7).ecg());
    }
}
