package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.network.TrainingModel.Batch;
import org.junit.jupiter.api.Test;

class TrainingModelTest {
    private static final int ROWS = 8;
    private static final long SEED = 7;

    /** Pulses at an even pace, or at an uneven one where the label is 1. */
    private static Batch batch(SplittableRandom random) {
        Batch batch = Batch.empty(ROWS, TinyModel.ARCHITECTURE.embeddingSize(), 1);
        Arrays.fill(batch.mask(), 1);
        Arrays.fill(batch.keep(), 1);
        Arrays.fill(batch.weights(), 1f / ROWS);
        for (int row = 0; row < ROWS; row++) {
            boolean uneven = row % 2 == 1;
            batch.labels()[row] = uneven ? 1 : 0;
            for (int at = 50; at < 2400; at += uneven ? 60 + random.nextInt(200) : 160) {
                for (int lead = 0; lead < 12; lead++) {
                    pulse(batch.ecg(), row * NormalisedEcg.SIZE + lead * 2500 + at, uneven);
                }
            }
        }
        return batch;
    }

    private static void pulse(float[] ecg, int from, boolean wide) {
        int width = wide ? 30 : 12;
        for (int i = 0; i < width; i++) {
            ecg[from + i] += (float) Math.sin(Math.PI * i / width);
        }
    }

    @Test
    void learnsToTellEvenFromUnevenBeats() {
        SplittableRandom random = new SplittableRandom(SEED);
        Weights learnt;
        float first;
        float last = Float.NaN;
        try (TrainingModel model =
                new TrainingModel(TinyModel.ARCHITECTURE, 1, 0.01, Weights.random(TinyModel.ARCHITECTURE, 1, SEED))) {
            first = model.step(batch(random), 0.01);
            for (int i = 0; i < 150; i++) {
                last = model.step(batch(random), 0.01);
            }
            learnt = model.weights();
        }
        assertThat(last).as("seed %d", SEED).isLessThan(first / 3);
        assertThat(unseenRightlyTold(learnt, random)).as("seed %d", SEED).isEqualTo(ROWS);
    }

    private static int unseenRightlyTold(Weights learnt, SplittableRandom random) {
        Batch unseen = batch(random);
        int right = 0;
        try (InferenceModel model = new InferenceModel(learnt, TinyModel.ARCHITECTURE, 1)) {
            float[] logits = model.run(unseen.ecg(), unseen.mask(), ROWS).logits();
            for (int row = 0; row < ROWS; row++) {
                right += logits[row] > 0 == unseen.labels()[row] > 0 ? 1 : 0;
            }
        }
        return right;
    }

    @Test
    void aStepWithoutKnownLabelsMovesNothingButMovingAverages() {
        Weights initial = Weights.random(TinyModel.ARCHITECTURE, 1, SEED);
        Batch batch = batch(new SplittableRandom(SEED));
        Arrays.fill(batch.weights(), 0);
        try (TrainingModel model = new TrainingModel(TinyModel.ARCHITECTURE, 1, 0, initial)) {
            assertThat(model.step(batch, 0.01)).isZero();
            Weights after = model.weights();

            assertThat(after.get("heads.weights")).isEqualTo(initial.get("heads.weights"));
            assertThat(after.get("stem.conv.weights")).isEqualTo(initial.get("stem.conv.weights"));
            assertThat(after.get("stem.norm.variance")).isNotEqualTo(initial.get("stem.norm.variance"));
        }
    }
}
