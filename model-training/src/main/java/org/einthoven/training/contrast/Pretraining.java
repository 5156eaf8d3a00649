package org.einthoven.training.contrast;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.data.EcgDataset;
import org.einthoven.training.data.Extent;
import org.einthoven.training.data.PatientIndex;
import org.einthoven.training.loop.FolderLock;
import org.einthoven.training.loop.Prefetch;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.loop.TrainingFailure;
import org.einthoven.training.network.ContrastiveModel;
import org.einthoven.training.network.ContrastiveModel.StepResult;
import org.einthoven.training.network.LearningRate;

/**
 * Pretrains an encoder in a run folder. What it learns follows from settings and data; a run that was killed is called again and
 * goes on from its last checkpoint with the same patients, views and learning rates.
 */
public final class Pretraining {
    /** Steps over which metrics are averaged; checkpoints are written behind such a row. */
    public static final int STEPS_OF_A_ROW = 10;

    private final PretrainingSettings settings;
    private final EcgDataset dataset;
    private final PretrainingRun run;
    private final PatientIndex index;
    private final PairSampler sampler;
    private final int steps;
    private final LearningRate learningRate;

    /**
     * @param index whose ECGs are learnt from
     * @throws IllegalArgumentException where there are fewer patients than a batch has
     */
    public Pretraining(PretrainingSettings settings, EcgDataset dataset, PatientIndex index, Path folder) {
        this.settings = settings;
        this.dataset = dataset;
        this.index = index;
        this.run = new PretrainingRun(folder);
        this.sampler = new PairSampler(
                dataset,
                index,
                settings.objective(),
                Augmentation.contrastive(settings.augmentation()),
                settings.seed());
        this.steps = steps(settings.epochs(), sampler.stepsOfAnEpoch());
        this.learningRate = settings.learningRate(steps);
    }

    private static int steps(int epochs, int stepsOfAnEpoch) {
        long steps = (long) epochs * stepsOfAnEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(epochs + " epochs of " + stepsOfAnEpoch + " steps are more than "
                    + Integer.MAX_VALUE + " steps: no run has as many");
        }
        return (int) steps;
    }

    /** Is told how it goes on. */
    public interface Listener {
        /** @param detail loss, alignment, uniformity, views a second, in words */
        void at(int step, int steps, String detail);
    }

    /**
     * How long it may take.
     *
     * @param most after which it stops in good order
     * @param betweenCheckpoints how much a killed run may have to do again
     */
    public record Time(Duration most, Duration betweenCheckpoints) {}

    /**
     * Runs to the end, or until the time is up.
     *
     * @param split what tells the patients apart, for the run's description
     * @param remarks to be kept with the run, such as the commit
     * @return whether it is done; where not, the next call goes on
     * @throws IOException where the folder cannot be written or holds another run
     * @throws TrainingFailure where the loss is not finite any more
     */
    public boolean run(String split, Map<String, String> remarks, Time time, Listener listener)
            throws IOException, InterruptedException {
        RunProperties.requireOwn(run.folder());
        try (FolderLock lock = FolderLock.of(run.folder())) {
            return runAlone(split, remarks, time, listener);
        }
    }

    private boolean runAlone(String split, Map<String, String> remarks, Time time, Listener listener)
            throws IOException, InterruptedException {
        Optional<Checkpoint> kept = run.open(description(split), remarks);
        LearntPatients.of(dataset, index).write(run.folder());
        int done = kept.map(Checkpoint::step).orElse(0);
        try (ContrastiveModel model = new ContrastiveModel(
                settings.architecture(),
                settings.objective(),
                settings.weightDecay(),
                ContrastiveModel.initial(settings.architecture(), settings.objective(), settings.seed()))) {
            kept.ifPresent(checkpoint -> model.restore(checkpoint.state()));
            int reached = done == steps ? steps : learn(model, done, time, listener);
            run.plot(dataset.source());
            if (reached == steps) {
                run.finish(model.state().encoder());
            }
            return reached == steps;
        }
    }

    private Map<String, String> description(String split) {
        Map<String, String> description = new TreeMap<>(settings.asMap());
        description.put("data.source", dataset.source());
        description.put("data.fingerprint", dataset.fingerprint());
        description.put("data.split", split);
        description.put(Extent.KEY, dataset.extent().toString());
        return description;
    }

    private int learn(ContrastiveModel model, int done, Time time, Listener listener)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long lastCheckpoint = begin;
        int views = settings.objective().viewsOfAPatient() * settings.patients();
        int[] next = {done};
        try (Prefetch<PairBatch> prefetch =
                new Prefetch<>(() -> PairBatch.empty(views), batch -> sampler.fill(++next[0], batch))) {
            List<StepResult> row = new ArrayList<>();
            long rowBegin = begin;
            for (int step = done + 1; step <= steps; step++) {
                PairBatch batch = prefetch.take();
                StepResult result = model.step(batch.ecg(), batch.mask(), learningRate.at(step), step);
                prefetch.giveBack(batch);
                TrainingFailure.requireFinite(result.loss(), step);
                row.add(result);
                if (step % STEPS_OF_A_ROW != 0 && step != steps) {
                    continue;
                }
                long now = System.nanoTime();
                StepResult mean = mean(row);
                double speed = 1e9 * views * row.size() / (now - rowBegin);
                run.addMetrics(step, (step - 1L) / sampler.stepsOfAnEpoch(), learningRate.at(step), mean, speed);
                listener.at(step, steps, detail(mean, speed));
                row.clear();
                boolean timeIsUp = now - begin > time.most().toNanos();
                if (timeIsUp
                        || step == steps
                        || now - lastCheckpoint > time.betweenCheckpoints().toNanos()) {
                    new Checkpoint(step, model.state()).write(run.checkpoint());
                    lastCheckpoint = now;
                }
                if (timeIsUp) {
                    return step;
                }
                rowBegin = System.nanoTime();
            }
        }
        return steps;
    }

    private static StepResult mean(List<StepResult> row) {
        return new StepResult(
                mean(row, StepResult::loss),
                mean(row, StepResult::longitudinal),
                mean(row, StepResult::views),
                mean(row, StepResult::alignment),
                mean(row, StepResult::uniformity));
    }

    private static float mean(List<StepResult> row, java.util.function.ToDoubleFunction<StepResult> of) {
        return (float) row.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    private static String detail(StepResult mean, double speed) {
        return String.format(
                Locale.ROOT,
                "loss %.3f, alignment %.2f, uniformity %.2f, %.0f views/s",
                mean.loss(),
                mean.alignment(),
                mean.uniformity(),
                speed);
    }
}
