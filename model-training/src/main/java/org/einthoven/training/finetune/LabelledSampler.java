package org.einthoven.training.finetune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Window;
import org.einthoven.training.network.TrainingModel.Batch;

/**
 * Draws windows with their labels. A part of them, {@link FineTuningSettings#balanced}, for a finding: any task as often as any other. Within
 * what may be drawn a source is drawn first ({@link Strata}), so that a few hundred ECGs with many findings are not drowned by thousands with one.
 * What a step sees follows from seed and step alone.
 */
final class LabelledSampler {
    private static final long OF_A_STEP = 0x9e6c63d0876a9a47L;

    private final LabelledRecords records;
    private final FineTuningSettings settings;
    private final Augmentation augmentation;
    private final Strata all;
    private final List<Strata> present = new ArrayList<>();
    private final float[] samples = new float[NormalisedEcg.SIZE];

    LabelledSampler(LabelledRecords records, FineTuningSettings settings, Augmentation augmentation) {
        this.records = records;
        this.settings = settings;
        this.augmentation = augmentation;
        all = Strata.of(records, IntStream.range(0, records.size()).toArray());
        for (int task = 0; task < records.tasks().size(); task++) {
            int[] having = records.present(task);
            if (having.length > 0) {
                present.add(Strata.of(records, having));
            }
        }
    }

    /** @param step from 1 */
    void fill(long step, Batch batch) {
        SplittableRandom random = new SplittableRandom(settings.seed() * OF_A_STEP + step);
        Arrays.fill(batch.weights(), 0);
        for (int row = 0; row < batch.size(); row++) {
            fill(draw(random), row, batch, random.split());
        }
        shareOut(batch.weights());
        float kept = (float) (1 / (1 - settings.dropout()));
        for (int i = 0; i < batch.keep().length; i++) {
            batch.keep()[i] = random.nextDouble() < settings.dropout() ? 0 : kept;
        }
    }

    private int draw(SplittableRandom random) {
        if (present.isEmpty() || random.nextDouble() >= settings.balanced()) {
            return all.draw(random);
        }
        return present.get(random.nextInt(present.size())).draw(random);
    }

    private void fill(int record, int row, Batch batch, SplittableRandom random) {
        int[] windows = records.windows().get(record);
        try {
            records.dataset().read(windows[random.nextInt(windows.length)], samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Window window = Window.ofSamples(samples);
        augmentation.apply(window, random);
        window.expandInto(batch.ecg(), batch.mask(), row * NormalisedEcg.SIZE);
        int tasks = records.tasks().size();
        for (int task = 0; task < tasks; task++) {
            Boolean label = records.label(record, task);
            batch.labels()[row * tasks + task] = Boolean.TRUE.equals(label) ? 1 : 0;
            batch.weights()[row * tasks + task] = label == null ? 0 : 1;
        }
    }

    /** Each task weighs the same, however few labels of it the batch holds. */
    private void shareOut(float[] weights) {
        int tasks = records.tasks().size();
        for (int task = 0; task < tasks; task++) {
            float sum = 0;
            for (int i = task; i < weights.length; i += tasks) {
                sum += weights[i];
            }
            for (int i = task; sum > 0 && i < weights.length; i += tasks) {
                weights[i] /= sum * tasks;
            }
        }
    }
}
