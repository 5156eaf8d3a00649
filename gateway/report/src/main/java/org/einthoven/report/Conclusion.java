package org.einthoven.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Prediction.Decision;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.Task;

/** A report in words: what was found, what was measured, what to bear in mind, who read it. */
public final class Conclusion {
    /** In the order in which cardiologists name them. */
    private static final Map<Measure, String> SHOWN = new EnumMap<>(Map.of(
            Measure.HEART_RATE, "heart rate %d/min",
            Measure.PR, "PR %d ms",
            Measure.QRS, "QRS %d ms",
            Measure.QT, "QT %d ms",
            Measure.QTC_FRIDERICIA, "QTc %d ms (Fridericia)",
            Measure.QRS_AXIS, "QRS axis %d degrees"));

    /** Notes that change what a reader makes of the findings and measurements. */
    private static final Set<String> REMARKED = Set.of(
            "limb-electrodes-exchanged",
            "right-leg-electrode-exchanged",
            "chest-electrodes-exchanged",
            "lead-order",
            "unit-error",
            "rate-outside-model",
            "vendor-differs");

    private Conclusion() {}

    /** One sentence or more a line, the findings first; never empty. */
    public static List<String> lines(ReportContent content) {
        String findings = content.notAnalysed()
                .map(reason -> "Not analysed: " + withFullStop(reason))
                .orElseGet(() -> findings(content));
        return Stream.of(
                        findings,
                        measured(content.report().measurements()),
                        remarks(content),
                        "Read by " + content.modelName() + ", not yet verified by a person. " + content.intendedUse())
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String measured(Measurements measurements) {
        String list = SHOWN.entrySet().stream()
                .filter(shown -> measurements.value(shown.getKey()) != null)
                .map(shown -> shown.getValue().formatted(measurements.rounded(shown.getKey())))
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : "Measured: " + list + ".";
    }

    private static String remarks(ReportContent content) {
        String list = content.quality().issues().stream()
                .filter(issue -> issue.severity() == QualityIssue.Severity.NOTE && REMARKED.contains(issue.code()))
                .map(QualityIssue::text)
                .collect(Collectors.joining("; "));
        return list.isEmpty() ? "" : "Remarks: " + list + ".";
    }

    private static String findings(ReportContent content) {
        return sentence("Present", content, Decision.PRESENT)
                + sentence("Uncertain", content, Decision.UNCERTAIN)
                + sentence("Absent", content, Decision.ABSENT)
                + withoutResult(content)
                + leadsNotRead(content);
    }

    private static String leadsNotRead(ReportContent content) {
        String list = content.quality().issues().stream()
                .filter(issue -> issue.severity() == QualityIssue.Severity.EXCLUDE_LEAD)
                .map(QualityIssue::text)
                .collect(Collectors.joining("; "));
        return list.isEmpty() ? "" : "Not read: " + withFullStop(list);
    }

    private static String sentence(String word, ReportContent content, Decision decision) {
        String list = content.tasks().stream()
                .map(content::prediction)
                .filter(p -> p != null && p.decision() == decision)
                .map(Conclusion::named)
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : word + ": " + list + ". ";
    }

    private static String named(Prediction prediction) {
        return prediction.task().title().toLowerCase(Locale.ROOT) + " (probability "
                + hundredths(prediction.probability()) + ", threshold " + hundredths(prediction.threshold()) + ")";
    }

    private static String hundredths(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static String withoutResult(ReportContent content) {
        List<Task> missing = content.tasks().stream()
                .filter(t -> content.prediction(t) == null)
                .toList();
        return missing.isEmpty()
                ? ""
                : "Not analysed: " + missing.stream().map(Task::title).collect(Collectors.joining(", ")) + ". ";
    }

    private static String withFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
