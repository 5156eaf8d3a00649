package org.einthoven.training.evaluate.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import org.einthoven.training.evaluate.Scores;

/**
 * Fits every arm on every subset of every finding, in parts of any length: what is done is not done again. First all sizes of
 * the first subset, so that a part of the way gives a whole curve.
 */
final class LabelCurve {
    private final Experiment experiment;
    private final long seed;
    private final LongSupplier nanoTime;

    LabelCurve(Experiment experiment, long seed, LongSupplier nanoTime) {
        this.experiment = experiment;
        this.seed = seed;
        this.nanoTime = nanoTime;
    }

    /** Every fit that there is to do, in order. */
    List<CurvePoint> points() {
        List<CurvePoint> points = new ArrayList<>();
        for (Fold fold : experiment.folds()) {
            if (fold.fault().isEmpty()) {
                points(fold, points);
            }
        }
        points.sort(Comparator.comparingInt(CurvePoint::subset).thenComparingInt(CurvePoint::labels));
        return points;
    }

    private void points(Fold fold, List<CurvePoint> points) {
        LabelSizes sizes = experiment.sizes();
        for (int labels : sizes.upTo(fold.train().size())) {
            for (int subset = 0; subset < sizes.draws(labels); subset++) {
                for (Arm arm : experiment.arms()) {
                    points.add(new CurvePoint(fold.task(), arm.name(), labels, subset));
                }
            }
        }
    }

    /**
     * Goes on until all is done or the time is over; a fit that has begun is finished.
     *
     * @param told after each fit
     */
    StudyProgress run(Path folder, Duration limit, Study.Listener told) throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        List<CurvePoint> points = points();
        try (CurveFolder.Writer writer = new CurveFolder(folder).open(experiment, seed)) {
            List<CurvePoint> open = new ArrayList<>();
            for (CurvePoint point : points) {
                if (!writer.has(point)) {
                    open.add(point);
                }
            }
            StudyProgress progress = new StudyProgress(points.size() - open.size(), points.size());
            for (CurvePoint point : open) {
                if (nanoTime.getAsLong() - start >= limit.toNanos()) {
                    break;
                }
                CurveLine line = fit(point, writer);
                progress = progress.plus(new StudyProgress(1, 0));
                told.fitted(progress, line.toCsv());
            }
            return progress;
        }
    }

    private CurveLine fit(CurvePoint point, CurveFolder.Writer writer) throws IOException, InterruptedException {
        Fold fold = fold(point);
        long pointSeed = seed + point.subset();
        Cases subset = new NestedSubsets(fold.train(), pointSeed).of(point.labels());
        TrainingData data = fold.given(subset);
        long start = nanoTime.getAsLong();
        try {
            Arm.Predictions predictions = numbers(arm(point).fit(data, pointSeed), fold);
            Scores scores = fold.test().scores(predictions.test());
            CurveLine line = CurveLine.fitted(point, subset.positives(), scores, secondsSince(start));
            writer.append(line, predictions);
            return line;
        } catch (CannotFitException e) {
            CurveLine line = CurveLine.unfitted(point, subset.positives(), secondsSince(start), e.getMessage());
            writer.append(line, null);
            return line;
        }
    }

    private Fold fold(CurvePoint point) {
        return experiment.folds().stream()
                .filter(each -> each.task() == point.task())
                .findFirst()
                .orElseThrow();
    }

    private Arm arm(CurvePoint point) {
        return experiment.arms().stream()
                .filter(each -> each.name().equals(point.arm()))
                .findFirst()
                .orElseThrow();
    }

    private double secondsSince(long start) {
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    /** Scores that are none, as of a fit that diverged, are no scores at all. */
    private static Arm.Predictions numbers(Arm.Predictions predictions, Fold fold) throws CannotFitException {
        if (predictions.validation().length != fold.validation().size()
                || predictions.test().length != fold.test().size()) {
            throw new IllegalStateException("an arm scores each record once");
        }
        if (!DoubleStream.concat(Arrays.stream(predictions.validation()), Arrays.stream(predictions.test()))
                .allMatch(Double::isFinite)) {
            throw new CannotFitException("its scores are not all numbers");
        }
        return predictions;
    }
}
