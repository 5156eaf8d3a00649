package org.einthoven.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.Noise;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Rhythm;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.EncoderModel;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    static final Architecture TINY = new Architecture(List.of(4, 6), 5, 15, 8, 4);
    private static final List<Task> TASKS = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);

    /** Every second patient fibrillates; of every fourth nobody looked for it. */
    static LabelledRecords records(int from, int to) throws IOException {
        MemoryDataset dataset = new MemoryDataset("simulated");
        EcgSimulator simulator = new EcgSimulator(250, 10);
        for (int i = from; i < to; i++) {
            Rhythm rhythm = i % 2 == 0 ? Rhythm.of(Rhythm.Kind.ATRIAL_FIBRILLATION, 80) : Rhythm.sinus(60 + i % 30);
            Visit visit = Visit.HEALTHY.with(Noise.ORDINARY).with(rhythm);
            Map<Task, Boolean> labels = i % 4 == 3
                    ? Map.of(Task.MYOCARDIAL_INFARCTION, false)
                    : Map.of(Task.ATRIAL_FIBRILLATION, i % 2 == 0);
            dataset.add(
                    new StoredEcg(
                            StoreKey.publicName("p" + i), StoreKey.publicName("r" + i), 0, null, null, null, labels),
                    new Normaliser()
                            .normalise(simulator
                                    .record(Patient.random(new SplittableRandom(i)), visit, i)
                                    .recording())
                            .windows()
                            .get(0));
        }
        return LabelledRecords.of(dataset, PatientIndex.of(dataset, ecg -> true), TASKS);
    }

    @Test
    void learnsToTellFibrillationThoughSomeLabelsAreMissing() throws Exception {
        LabelledRecords train = records(0, 60);
        LabelledRecords test = records(60, 100);
        FineTuning tuning = new FineTuning(TINY, new FineTuningSettings(5, 80, 16, .5, 5e-3, .01, 0, 4), (w, r) -> {});

        Weights weights = tuning.fit(train, test, FineTuning.initial(TINY, 2, 5, Map.of()));

        try (InferenceModel model = new InferenceModel(weights, TINY, 2)) {
            float[][] logits = FineTuning.logits(model, test, 9);
            int[] present = test.present(0);
            double right = IntStream.range(0, test.size())
                    .filter(i -> test.label(i, 0) != null)
                    .mapToDouble(i -> IntStream.of(present).anyMatch(p -> p == i) == logits[i][0] > 0 ? 1 : 0)
                    .average()
                    .orElse(0);
            assertThat(right).as("seed 5").isGreaterThan(.85);
        }
    }

    @Test
    void beginsWithTheEncoderThatItIsGiven() {
        Weights encoder = EncoderModel.random(TINY, 9);
        Weights initial = FineTuning.initial(TINY, 2, 5, encoder.values());
        encoder.values().forEach((name, values) -> assertThat(initial.get(name)).isEqualTo(values));
        assertThat(initial.get("heads.weights")).isNotEmpty();
    }

    @Test
    void anotherEncodersWeightsAreRefused() {
        Weights other = EncoderModel.random(Architecture.SMALL, 9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineTuning.initial(TINY, 2, 5, other.values()))
                .withMessageContaining("does not fit");
    }
}
