package org.einthoven.training.evaluate.study;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.einthoven.ecg.Task;
import org.einthoven.training.evaluate.Scores;
import org.jspecify.annotations.Nullable;

/**
 * A line of curve.csv: what came of one fit.
 *
 * @param positives of the labels
 * @param auroc on the test part, NaN where nothing was fitted; so are the others
 * @param reason why nothing was fitted, else empty
 */
record CurveLine(CurvePoint point, int positives, double auroc, double auprc, double seconds, String reason) {
    static final String HEADING = "task,arm,labels,subset,positives,auroc,auprc,seconds,reason";

    private static final int CELLS = 9;

    static CurveLine fitted(CurvePoint point, int positives, Scores test, double seconds) {
        return new CurveLine(point, positives, test.auroc(), test.auprc(), seconds, "");
    }

    static CurveLine unfitted(CurvePoint point, int positives, double seconds, @Nullable String reason) {
        String text = Objects.requireNonNullElse(reason, "")
                .replaceAll("[\\p{Cntrl},\"\\s]+", " ")
                .strip();
        return new CurveLine(
                point, positives, Double.NaN, Double.NaN, seconds, text.isEmpty() ? "no reason given" : text);
    }

    boolean isFitted() {
        return reason.isEmpty();
    }

    String toCsv() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%d,%s,%s,%.2f,%s",
                point.task().id(),
                point.arm(),
                point.labels(),
                point.subset(),
                positives,
                Double.isNaN(auroc) ? "" : String.format(Locale.ROOT, "%.6f", auroc),
                Double.isNaN(auprc) ? "" : String.format(Locale.ROOT, "%.6f", auprc),
                seconds,
                reason);
    }

    /** Empty where it is no such line. */
    static Optional<CurveLine> parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != CELLS) {
            return Optional.empty();
        }
        try {
            Task task = Task.ofId(cells[0]).orElseThrow(NumberFormatException::new);
            CurvePoint point = new CurvePoint(task, cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
            return Optional.of(new CurveLine(
                    point,
                    Integer.parseInt(cells[4]),
                    number(cells[5]),
                    number(cells[6]),
                    Double.parseDouble(cells[7]),
                    cells[8]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
}
