package org.einthoven.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.Example;
import org.einthoven.training.data.Window;
import org.einthoven.training.network.TrainingModel.Batch;

/**
 * Draws windows to learn from. Records of several leads are few and carry all findings: they take a fixed share of
 * each batch, and of that share some are drawn by finding, so that rare findings are seen in every few steps.
 */
final class BatchSampler {
    private static final int TASKS = Task.values().length;

    private final List<Example> many;
    private final List<Example> single;
    private final Map<Task, List<Example>> positives = new EnumMap<>(Task.class);
    private final Task[] drawable;
    private final double[] cumulative;
    private final List<Example> singlePositives;
    private final TrainingSettings settings;
    private final Augmentation augmentation;
    private final SplittableRandom random;

    BatchSampler(List<Example> examples, TrainingSettings settings, Augmentation augmentation) {
        this.settings = settings;
        this.augmentation = augmentation;
        many = examples.stream().filter(e -> !e.set().singleLead()).toList();
        single = examples.stream().filter(e -> e.set().singleLead()).toList();
        if (many.isEmpty() && single.isEmpty()) {
            throw new IllegalArgumentException("there are no examples to train on");
        }
        for (Task task : Task.values()) {
            positives.put(
                    task, many.stream().filter(e -> e.labels().isPresent(task)).toList());
        }
        drawable = Arrays.stream(Task.values())
                .filter(task -> !positives(task).isEmpty())
                .toArray(Task[]::new);
        cumulative = cumulativeRoots();
        singlePositives = single.stream()
                .filter(e -> e.labels().isPresent(Task.ATRIAL_FIBRILLATION))
                .toList();
        random = new SplittableRandom(settings.seed());
    }

    private List<Example> positives(Task task) {
        return positives.getOrDefault(task, List.of());
    }

    /** A finding is drawn by the square root of how often it occurs: the rare ones more often, but not equally. */
    private double[] cumulativeRoots() {
        double[] sums = new double[drawable.length];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += Math.sqrt(positives(drawable[i]).size());
            sums[i] = sum;
        }
        return sums;
    }

    void fill(Batch batch) {
        Arrays.fill(batch.weights(), 0);
        for (int row = 0; row < batch.size(); row++) {
            boolean fromMany = single.isEmpty() || !many.isEmpty() && row < settings.twelveLead();
            fill(batch, row, fromMany ? drawMany() : drawSingle());
        }
        shareOut(batch);
        drop(batch.keep());
    }

    private Example drawMany() {
        if (drawable.length == 0 || random.nextDouble() >= settings.balanced()) {
            return any(many);
        }
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int i = 0;
        while (i < cumulative.length - 1 && cumulative[i] <= point) {
            i++;
        }
        return any(positives(drawable[i]));
    }

    private Example drawSingle() {
        boolean positive = !singlePositives.isEmpty() && random.nextDouble() < settings.balanced() / 2;
        return any(positive ? singlePositives : single);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void fill(Batch batch, int row, Example example) {
        Window window = any(example.windows()).copy();
        augmentation.apply(window, random);
        window.expandInto(batch.ecg(), batch.mask(), row * NormalisedEcg.SIZE);
        for (Task task : Task.values()) {
            int index = row * TASKS + task.ordinal();
            boolean present = example.labels().isPresent(task);
            batch.labels()[index] = present ? 1 : 0;
            if (example.labels().isKnown(task)) {
                batch.weights()[index] = present ? (float) settings.positiveWeight() : 1;
            }
        }
    }

    /** Each finding weighs the same, however few labels of it the batch holds. */
    private static void shareOut(Batch batch) {
        float[] weights = batch.weights();
        for (int task = 0; task < TASKS; task++) {
            float sum = 0;
            for (int i = task; i < weights.length; i += TASKS) {
                sum += weights[i];
            }
            for (int i = task; sum > 0 && i < weights.length; i += TASKS) {
                weights[i] /= sum * TASKS;
            }
        }
    }

    private void drop(float[] keep) {
        float kept = (float) (1 / (1 - settings.dropout()));
        for (int i = 0; i < keep.length; i++) {
            keep[i] = random.nextDouble() < settings.dropout() ? 0 : kept;
        }
    }
}
