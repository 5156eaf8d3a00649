package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What an encoder is worth: the entry point of evaluation. A caller says which records are labelled how and parted how
 * ({@link Fold}), what is compared on them ({@link Arm}), and which of it belongs together ({@link Experiment}); then
 *
 * <pre>{@code
 * Study study = new Study("Contrastive pretraining", List.of(cinc2017, simulated), StudySettings.DEFAULT);
 * StudyProgress progress = study.run(folder, Duration.ofMinutes(110), (soFar, line) -> System.out.println(line));
 * study.report(folder, Map.of("git commit", commit, "command", command));
 * }</pre>
 *
 * <p>The folder holds a folder an experiment with its fits; a run that was ended by the clock or by a kill goes on where it was.
 * {@code report} writes {@code report.html} (all in one file), {@code report.md} and {@code figures/*.svg} from what is fitted
 * so far, and says if that is not all.
 */
public final class Study {
    private final String title;
    private final List<Experiment> experiments;
    private final StudySettings settings;
    private final LongSupplier nanoTime;

    public Study(String title, List<Experiment> experiments, StudySettings settings) {
        this(title, experiments, settings, System::nanoTime);
    }

    Study(String title, List<Experiment> experiments, StudySettings settings, LongSupplier nanoTime) {
        this.title = Objects.requireNonNull(title);
        this.experiments = List.copyOf(experiments);
        this.settings = Objects.requireNonNull(settings);
        this.nanoTime = nanoTime;
        Set<String> ids = new HashSet<>();
        experiments.forEach(experiment -> {
            if (!ids.add(experiment.id())) {
                throw new IllegalArgumentException("two experiments are called " + experiment.id());
            }
        });
    }

    /**
     * What cannot be evaluated, and why: "north: mi: no training record is labelled as one with the finding".
     *
     * @throws IOException where nothing can
     */
    public List<String> requireAny() throws IOException {
        List<String> faults = new ArrayList<>();
        int folds = 0;
        for (Experiment experiment : experiments) {
            for (Fold fold : experiment.folds()) {
                folds++;
                fold.fault()
                        .ifPresent(why ->
                                faults.add(experiment.id() + ": " + fold.task().id() + ": " + why));
            }
        }
        if (faults.size() == folds) {
            throw new IOException("there is nothing to evaluate: " + String.join("; ", faults));
        }
        return faults;
    }

    /** Is told how far it is. */
    public interface Listener {
        /**
         * @param progress fits done, of those of all experiments
         * @param line of curve.csv: what came of the fit that is just done
         */
        void fitted(StudyProgress progress, String line);
    }

    /**
     * Fits what is not fitted yet, until all is or the time is over; a fit that has begun is finished.
     *
     * @param told after each fit
     * @throws IOException also if the folder holds fits of other records or arms, or another run is at work in it
     */
    public StudyProgress run(Path folder, Duration limit, Listener told) throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        int all = experiments.stream()
                .mapToInt(experiment -> new LabelCurve(experiment, settings.seed(), nanoTime)
                        .points()
                        .size())
                .sum();
        StudyProgress progress = new StudyProgress(0, 0);
        for (Experiment experiment : experiments) {
            Duration left = limit.minusNanos(nanoTime.getAsLong() - start);
            LabelCurve curve = new LabelCurve(experiment, settings.seed(), nanoTime);
            StudyProgress before = progress;
            progress = progress.plus(curve.run(
                    folder.resolve(experiment.id()),
                    left,
                    (now, line) ->
                            told.fitted(new StudyProgress(before.plus(now).done(), all), line)));
        }
        return progress;
    }

    /**
     * @param provenance what repeats it: commit, command, fingerprints; shown as it is
     * @throws IOException also if the folder holds fits of other records or arms
     */
    public void report(Path folder, Map<String, String> provenance) throws IOException {
        report(folder, results(folder), provenance);
    }

    List<ExperimentResult> results(Path folder) throws IOException {
        List<ExperimentResult> results = new ArrayList<>();
        for (Experiment experiment : experiments) {
            results.add(ExperimentResult.of(experiment, folder.resolve(experiment.id()), settings));
        }
        return results;
    }

    void report(Path folder, List<ExperimentResult> results, Map<String, String> provenance) throws IOException {
        new Report(title, results, settings, provenance).write(folder);
    }
}
