package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.DataSet;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Examples;
import org.einthoven.training.data.Label;
import org.einthoven.training.network.TrainingModel.Batch;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static final int TASKS = 6;
    private static final int EMBEDDING = 10;
    private static final TrainingSettings SETTINGS = new TrainingSettings(3, 10, 1, 16, 8, 0.5, 1e-3, 0, 0.4, 2);

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Label flutter = i == 0 ? Label.PRESENT : Label.ABSENT;
            examples.add(Examples.example(DataSet.GEORGIA, "E" + i, Map.of(Task.ATRIAL_FLUTTER, flutter)));
            Label fibrillation = i < 6 ? Label.PRESENT : Label.ABSENT;
            examples.add(Examples.example(DataSet.CINC2017, "A" + i, Map.of(Task.ATRIAL_FIBRILLATION, fibrillation)));
        }
        return examples;
    }

    private static Batch filled(BatchSampler sampler) {
        Batch batch = Batch.empty(16, EMBEDDING, TASKS);
        sampler.fill(batch);
        return batch;
    }

    private static BatchSampler sampler() {
        return new BatchSampler(examples(), SETTINGS, (window, random) -> {});
    }

    private static int leads(Batch batch, int row) {
        int leads = 0;
        for (int lead = 0; lead < 12; lead++) {
            leads += batch.mask()[row * NormalisedEcg.SIZE + lead * 2500] > 0 ? 1 : 0;
        }
        return leads;
    }

    @Test
    void recordsOfSeveralLeadsHaveTheirShareOfABatch() {
        Batch batch = filled(sampler());

        for (int row = 0; row < 16; row++) {
            assertThat(leads(batch, row)).isEqualTo(row < 8 ? 12 : 1);
        }
    }

    @Test
    void aRareFindingIsDrawnFarMoreOftenThanItOccurs() {
        BatchSampler sampler = sampler();
        int present = 0;
        for (int i = 0; i < 50; i++) {
            Batch batch = filled(sampler);
            for (int row = 0; row < 8; row++) {
                present += batch.labels()[row * TASKS + Task.ATRIAL_FLUTTER.ordinal()] > 0 ? 1 : 0;
            }
        }
        // Half of 400 draws by finding, and there is but one finding; without, it would be 400 / 60.
        assertThat(present).as("seed %d", SETTINGS.seed()).isBetween(160, 250);
    }

    @Test
    void knownLabelsOfEachFindingShareASixthAndUnknownOnesWeighNothing() {
        Batch batch = filled(sampler());
        double flutter = 0;
        double other = 0;
        for (int row = 0; row < 16; row++) {
            double weight = batch.weights()[row * TASKS + Task.ATRIAL_FLUTTER.ordinal()];
            assertThat(weight > 0).isEqualTo(row < 8);
            flutter += weight;
            other += batch.weights()[row * TASKS + Task.MYOCARDIAL_INFARCTION.ordinal()];
        }
        assertThat(flutter).isCloseTo(1.0 / TASKS, Offset.offset(1e-6));
        assertThat(other).isZero();
    }

    @Test
    void dropoutKeepsTheSumOnAverage() {
        BatchSampler sampler = sampler();
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            for (float keep : filled(sampler).keep()) {
                assertThat(keep).isIn(0f, (float) (1 / 0.6));
                sum += keep;
            }
        }
        assertThat(sum / (100 * 16 * EMBEDDING)).isCloseTo(1, Offset.offset(0.03));
    }

    @Test
    void theSameSeedGivesTheSameBatches() {
        assertThat(filled(sampler()).ecg()).isEqualTo(filled(sampler()).ecg());
    }

    @Test
    void augmentationLeavesTheExamplesAsTheyAre() {
        List<Example> examples = examples();
        new BatchSampler(examples, SETTINGS, (window, random) -> window.drop(0))
                .fill(Batch.empty(16, EMBEDDING, TASKS));

        assertThat(examples).allMatch(e -> e.windows().get(0).row(0) != null);
    }

    @Test
    void nothingToTrainOnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchSampler(List.of(), SETTINGS, (window, random) -> {}));
    }
}
