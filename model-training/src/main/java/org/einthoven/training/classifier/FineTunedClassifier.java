package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.einthoven.training.augment.Augmentation;
import org.einthoven.training.classifier.ClassifierRun.Kind;
import org.einthoven.training.finetune.FineTuning;
import org.einthoven.training.finetune.FineTuningSettings;
import org.einthoven.training.loop.FolderLock;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.loop.StepListener;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.Weights;

/** Encoder and heads trained together, in a run folder. */
public final class FineTunedClassifier {
    private final StartingEncoder encoder;
    private final FineTuningSettings settings;

    public FineTunedClassifier(StartingEncoder encoder, FineTuningSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
    }

    /**
     * Trains; does nothing where the folder has the same classifier already.
     *
     * @param stores where the data lie, for later
     * @param remarks kept beside, such as the commit
     * @throws IOException where the folder cannot be written or holds another run
     */
    public void make(
            ClassifierRun run, LearningParts parts, List<Path> stores, Map<String, String> remarks, StepListener told)
            throws IOException, InterruptedException {
        RunProperties.requireOwn(run.folder());
        try (FolderLock lock = FolderLock.of(run.folder())) {
            makeAlone(run, parts, stores, remarks, told);
        }
    }

    private void makeAlone(
            ClassifierRun run, LearningParts parts, List<Path> stores, Map<String, String> remarks, StepListener told)
            throws IOException, InterruptedException {
        Map<String, String> made = new TreeMap<>(RunProperties.of(settings));
        made.putAll(encoder.description());
        run.open(ClassifierRun.description(Kind.FINETUNE, encoder.name(), parts, made), remarks, parts.split(), stores);
        run.keepLearnt(encoder.learntWith(parts.split()));
        if (!run.isDone()) {
            Weights weights = train(run, parts, told);
            MetricsFile.plot(
                    run.metrics(),
                    parts.dataset().source(),
                    String.join("+", parts.validation().bySource().keySet()));
            run.finish(weights);
        }
    }

    private Weights train(ClassifierRun run, LearningParts parts, StepListener told)
            throws IOException, InterruptedException {
        Architecture architecture = encoder.architecture();
        MetricsFile metrics = new MetricsFile(run.metrics());
        Smoothed smoothed = new Smoothed();
        return new FineTuning(architecture, settings, Augmentation.standard())
                .fit(
                        parts.train(),
                        parts.validation(),
                        FineTuning.initial(
                                architecture, parts.tasks().size(), settings.seed(), encoder.weights(parts.tasks())),
                        (step, learningRate, loss, auroc) -> {
                            metrics.at(step, learningRate, loss, auroc);
                            told.at(step, settings.steps(), smoothed.with(loss, auroc));
                        });
    }

    /** What a person is shown: a loss that does not jump, and the last look. */
    private static final class Smoothed {
        private double loss = Double.NaN;
        private String look = "";

        String with(float next, @org.jspecify.annotations.Nullable Double auroc) {
            loss = Double.isNaN(loss) ? next : 0.95 * loss + 0.05 * next;
            look = auroc == null ? look : String.format(Locale.ROOT, ", AUROC on validation records %.3f", auroc);
            return String.format(Locale.ROOT, "loss %.4f%s", loss, look);
        }
    }
}
