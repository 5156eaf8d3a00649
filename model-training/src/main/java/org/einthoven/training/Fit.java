package org.einthoven.training;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.Example;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.loop.Prefetch;
import org.einthoven.training.loop.TrainingFailure;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.LearningRate;
import org.einthoven.training.network.TrainingModel;
import org.einthoven.training.network.TrainingModel.Batch;
import org.einthoven.training.network.Weights;

/**
 * Supervised training of encoder and heads. The weights after the last step are the result: with a handful of
 * validation cases a finding, choosing a step by them would fit the choice to them.
 */
final class Fit {
    private static final int TASKS = Task.values().length;

    private final Architecture architecture;
    private final TrainingSettings settings;
    private final PrintStream out;

    Fit(Architecture architecture, TrainingSettings settings, PrintStream out) {
        this.architecture = architecture;
        this.settings = settings;
        this.out = out;
    }

    /**
     * Trains from random weights.
     *
     * @param log a line every 50 steps: step, rate, mean loss
     */
    Weights run(List<Example> train, Path log) throws IOException, InterruptedException {
        Weights initial = Weights.random(architecture, TASKS, settings.seed());
        LearningRate rate = new LearningRate(settings.learningRate(), settings.warmUp(), settings.steps());
        BatchSampler sampler = new BatchSampler(train, settings, Augmentation.standard());
        StringBuilder lines = new StringBuilder("step,learning_rate,mean_loss\n");
        try (TrainingModel model = new TrainingModel(architecture, TASKS, settings.weightDecay(), initial);
                Prefetch<Batch> prefetch = new Prefetch<>(this::emptyBatch, sampler::fill)) {
            Progress progress = new Progress(out, "steps", settings.steps());
            double sum = 0;
            int since = 0;
            double smooth = Double.NaN;
            for (int step = 1; step <= settings.steps(); step++) {
                Batch batch = prefetch.take();
                float loss = model.step(batch, rate.at(step));
                prefetch.giveBack(batch);
                TrainingFailure.requireFinite(loss, step);
                sum += loss;
                since++;
                smooth = Double.isNaN(smooth) ? loss : 0.98 * smooth + 0.02 * loss;
                if (step % 50 == 0 || step == settings.steps()) {
                    lines.append(String.format(Locale.ROOT, "%d,%.6f,%.5f%n", step, rate.at(step), sum / since));
                    sum = 0;
                    since = 0;
                }
                progress.at(step, String.format(Locale.ROOT, "loss %.4f", smooth));
            }
            Files.writeString(log, lines);
            return model.weights();
        }
    }

    private Batch emptyBatch() {
        return Batch.empty(settings.batchSize(), architecture.embeddingSize(), TASKS);
    }

    /** One line of AUROC a task on validation records, for choosing settings. */
    static String summary(Weights weights, Architecture architecture, List<Example> validation, PrintStream out) {
        try (InferenceModel model = new InferenceModel(weights, architecture, TASKS)) {
            List<ExampleLogits> read = ExampleLogits.run(model, validation, out);
            return Arrays.stream(Task.values())
                    .map(task -> task.id() + " " + auroc(read, task))
                    .collect(Collectors.joining(", "));
        }
    }

    private static String auroc(List<ExampleLogits> read, Task task) {
        TaskCalibration plain = new TaskCalibration(task, 0.5, 0.5, 0.5, 1, 0, TaskCalibration.Aggregate.MEAN);
        Scores many = Calibration.recordScores(
                read.stream().filter(e -> !e.example().set().singleLead()).toList(), plain);
        Scores single = Calibration.recordScores(
                read.stream().filter(e -> e.example().set().singleLead()).toList(), plain);
        return (many.bothKinds() ? String.format(Locale.ROOT, "%.3f", many.auroc()) : "-")
                + (single.bothKinds() ? String.format(Locale.ROOT, " (one lead %.3f)", single.auroc()) : "");
    }
}
