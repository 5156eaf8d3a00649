package org.einthoven.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.Ranking;
import org.einthoven.training.evaluate.Scores;

/**
 * How well a model does on test records, with calibration and thresholds that were frozen before.
 *
 * @param rows records of several leads, a row a finding; then records of one lead
 */
record Evaluation(List<Row> rows) {
    /** The intervals of the published table repeat with this seed. */
    static final long BOOTSTRAP_SEED = 1903;

    /** Below this the bootstrap draws the same few cases again and again, and its intervals are too narrow. */
    private static final int FEW_POSITIVES = 10;

    Evaluation {
        rows = List.copyOf(rows);
    }

    static Evaluation of(List<ExampleLogits> test, List<TaskCalibration> calibrations) {
        List<ExampleLogits> many =
                test.stream().filter(e -> !e.example().set().singleLead()).toList();
        List<ExampleLogits> single =
                test.stream().filter(e -> e.example().set().singleLead()).toList();
        List<Row> rows = new ArrayList<>();
        calibrations.forEach(c -> Row.of("12 leads", many, c).ifPresent(rows::add));
        calibrations.forEach(c -> Row.of("lead I alone", single, c).ifPresent(rows::add));
        return new Evaluation(rows);
    }

    String toMarkdown() {
        String table = rows.stream().map(Row::toMarkdown).collect(Collectors.joining("\n"));
        return """
                | records | finding | present / labelled | AUROC (95 %% interval) | AUPRC (95 %% interval) | sensitivity | specificity | uncertain |
                |---|---|---|---|---|---|---|---|
                %s
                """.formatted(table);
    }

    /**
     * One finding in one kind of records.
     *
     * @param sensitivity at the frozen threshold
     * @param specificity at the frozen threshold
     * @param uncertain share of the records whose probability falls into the uncertain band
     */
    record Row(
            String records,
            Task task,
            int positives,
            int size,
            Estimate auroc,
            Estimate auprc,
            double sensitivity,
            double specificity,
            double uncertain) {
        static Optional<Row> of(String records, List<ExampleLogits> read, TaskCalibration calibration) {
            Scores scores = Calibration.recordScores(read, calibration);
            if (!scores.bothKinds()) {
                return Optional.empty();
            }
            return Optional.of(new Row(
                    records,
                    calibration.task(),
                    scores.positives(),
                    scores.size(),
                    Estimate.of(scores, Ranking::auroc, BOOTSTRAP_SEED),
                    Estimate.of(scores, Ranking::auprc, BOOTSTRAP_SEED),
                    scores.sensitivity(calibration.threshold()),
                    scores.specificity(calibration.threshold()),
                    uncertain(scores, calibration)));
        }

        private static double uncertain(Scores scores, TaskCalibration calibration) {
            return Arrays.stream(scores.score())
                    .mapToInt(p -> p >= calibration.uncertainLow() && p < calibration.uncertainHigh() ? 1 : 0)
                    .average()
                    .orElse(0);
        }

        private String toMarkdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d / %d%s | %s | %s | %.2f | %.2f | %.0f %% |",
                    records,
                    task.title(),
                    positives,
                    size,
                    positives < FEW_POSITIVES ? " (few)" : "",
                    auroc,
                    auprc,
                    sensitivity,
                    specificity,
                    100 * uncertain);
        }
    }
}
