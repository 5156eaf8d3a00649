package org.einthoven.training.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Task;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.MemoryDataset;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;

class FineTuningArmTest {
    private static final List<Task> HEADS = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);
    private static final LabelledRecords NONE =
            new LabelledRecords(new MemoryDataset("none"), HEADS, List.of(), List.of());

    private static FineTuningArm arm(Map<String, float[]> weights, List<Task> heads) {
        return new FineTuningArm(
                "taught", "taught", Architecture.SMALL, weights, heads, NONE, FineTuningArm.Schedule.TAUGHT);
    }

    /** Two rows of the embedding, a column a head. */
    @Test
    void eachFindingBeginsWithItsOwnHead() {
        Map<String, float[]> weights = Map.of(
                "stem.conv.weights",
                new float[] {7},
                Weights.HEADS,
                new float[] {1, 2, 3, 4},
                Weights.HEADS_BIAS,
                new float[] {5, 6});

        Map<String, float[]> infarction = arm(weights, HEADS).weights(Task.MYOCARDIAL_INFARCTION);

        assertThat(infarction.get(Weights.HEADS)).containsExactly(2, 4);
        assertThat(infarction.get(Weights.HEADS_BIAS)).containsExactly(6);
        assertThat(infarction.get("stem.conv.weights")).containsExactly(7);
        assertThat(arm(weights, HEADS).weights(Task.ATRIAL_FLUTTER))
                .as("of which it was taught nothing")
                .containsOnlyKeys("stem.conv.weights");
    }

    @Test
    void anEncoderAloneIsTakenAsItIs() {
        Map<String, float[]> encoder = Map.of("stem.conv.weights", new float[] {7});
        assertThat(arm(encoder, List.of()).weights(Task.ATRIAL_FLUTTER)).isEqualTo(encoder);
    }
}
