package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

/** What is exported, read back by plain TensorFlow, computes what was trained. */
class SavedModelTest {
    private static final int SIZE = NormalisedEcg.SIZE;
    private static final long SEED = 3;

    @TempDir
    Path folder = Path.of("");

    private final Weights weights = Weights.random(TinyModel.ARCHITECTURE, 6, SEED);

    private static float[] signal(int windows) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] signal = new float[windows * SIZE];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (float) random.nextGaussian();
        }
        return signal;
    }

    private static float[] ones(int windows) {
        float[] ones = new float[windows * SIZE];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Map<String, TFloat32> inputs(float[] ecg, float[] mask, long... shape) {
        return Map.of("ecg", Tensors.of(ecg, shape), "mask", Tensors.of(mask, shape));
    }

    private InferenceModel model() {
        return new InferenceModel(weights, TinyModel.ARCHITECTURE, 6);
    }

    @Test
    void givesTheSameOutputsAfterExport() throws IOException {
        InferenceModel.Output expected;
        try (InferenceModel model = model()) {
            model.export(folder);
            expected = model.run(signal(3), ones(3), 3);
        }
        try (SavedModelBundle read = SavedModelBundle.load(folder.toString(), "serve");
                Result result =
                        read.function("serving_default").call(Map.copyOf(inputs(signal(3), ones(3), 3, 12, 2500)))) {
            TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
            TFloat32 embedding = (TFloat32) result.get("embedding").orElseThrow();
            assertThat(logits.shape().asArray()).containsExactly(3, 6);
            assertThat(embedding.shape().asArray()).containsExactly(3, 24);
            assertThat(Tensors.toArray(logits)).containsExactly(expected.logits(), Offset.offset(1e-5f));
            assertThat(Tensors.toArray(embedding)).containsExactly(expected.embedding(), Offset.offset(1e-5f));
        }
    }

    @Test
    void refusesAWindowOfAnotherLength() throws IOException {
        try (InferenceModel model = model()) {
            model.export(folder);
        }
        float[] shorter = new float[12 * 2400];
        try (SavedModelBundle read = SavedModelBundle.load(folder.toString(), "serve")) {
            assertThatThrownBy(() -> read.function("serving_default")
                            .call(Map.copyOf(inputs(shorter, shorter, 1, 12, 2400)))
                            .close())
                    .hasMessageContaining("2400");
        }
    }

    @Test
    void aWindowIsReadAlikeAloneAndInABatch() {
        try (InferenceModel model = model()) {
            float[] alone =
                    model.run(Arrays.copyOf(signal(3), SIZE), ones(1), 1).logits();
            float[] together = model.run(signal(3), ones(3), 3).logits();

            assertThat(Arrays.copyOf(together, 6)).containsExactly(alone, Offset.offset(1e-5f));
        }
    }

    @Test
    void whatTheMaskHidesHasNoInfluence() {
        float[] mask = ones(1);
        Arrays.fill(mask, 5 * 2500, 7 * 2500, 0);
        float[] other = signal(1);
        Arrays.fill(other, 5 * 2500, 7 * 2500, 9);
        try (InferenceModel model = model()) {
            assertThat(model.run(other, mask, 1).logits())
                    .containsExactly(model.run(signal(1), mask, 1).logits());
        }
    }

    @Test
    void anOffsetOfALeadHasNoInfluence() {
        float[] shifted = signal(1);
        for (int i = 2500; i < 5000; i++) {
            shifted[i] += 0.5f;
        }
        try (InferenceModel model = model()) {
            assertThat(model.run(shifted, ones(1), 1).logits())
                    .containsExactly(model.run(signal(1), ones(1), 1).logits(), Offset.offset(1e-4f));
        }
    }

    @Test
    void aMissingLeadIsNotAFlatOne() {
        float[] flat = signal(1);
        Arrays.fill(flat, 0, 2500, 0);
        float[] missing = ones(1);
        Arrays.fill(missing, 0, 2500, 0);
        try (InferenceModel model = model()) {
            assertThat(model.run(flat, missing, 1).logits())
                    .isNotEqualTo(model.run(flat, ones(1), 1).logits());
        }
    }
}
