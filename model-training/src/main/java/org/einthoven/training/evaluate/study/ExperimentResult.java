package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.einthoven.ecg.Task;

/** What came out of an experiment so far. */
record ExperimentResult(Experiment experiment, StudyProgress progress, List<FoldResult> folds) {
    static ExperimentResult of(Experiment experiment, Path folder, StudySettings settings) throws IOException {
        CurveFolder curves = new CurveFolder(folder);
        Map<CurvePoint, CurveLine> lines = curves.read(experiment, settings.seed());
        List<CurvePoint> points = new LabelCurve(experiment, settings.seed(), System::nanoTime).points();
        List<FoldResult> folds = new ArrayList<>();
        for (Fold fold : experiment.folds()) {
            folds.add(FoldResult.of(fold, experiment, lines, curves, settings));
        }
        int done = (int) points.stream().filter(lines::containsKey).count();
        return new ExperimentResult(experiment, new StudyProgress(done, points.size()), folds);
    }

    Optional<Fold> fold(Task task) {
        return folds.stream()
                .map(FoldResult::fold)
                .filter(fold -> fold.task() == task)
                .findFirst();
    }

    /** What an arm made of a finding with the most labels; empty where it was not fitted. */
    Optional<ArmResult> of(Task task, String arm) {
        return folds.stream()
                .filter(fold -> fold.fold().task() == task)
                .flatMap(fold -> fold.results().stream())
                .filter(each -> each.arm().name().equals(arm))
                .findFirst();
    }
}
