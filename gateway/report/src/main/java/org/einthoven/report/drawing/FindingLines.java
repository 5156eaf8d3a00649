package org.einthoven.report.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Prediction;
import org.jspecify.annotations.Nullable;

/** A report's findings in the few lines above a drawing. "Research use only" is always the first. */
final class FindingLines {
    static final String RESEARCH_USE_ONLY = "Research use only. Not verified by a person.";

    private FindingLines() {}

    static List<String> of(EcgReport report, double size, double width) {
        List<String> lines = new ArrayList<>();
        lines.add(RESEARCH_USE_ONLY + " " + report.model().id() + " "
                + report.model().version());
        if (report.inference() == null || !report.quality().analysable()) {
            lines.add("Not analysed: " + report.quality().reasonNotAnalysed().orElse("no reason stated"));
        } else {
            lines.addAll(packed(
                    report.inference().predictions().stream()
                            .map(FindingLines::finding)
                            .toList(),
                    size,
                    width));
        }
        String measured = measurements(report.measurements());
        if (!measured.isEmpty()) {
            lines.add(measured);
        }
        return lines;
    }

    private static String finding(Prediction prediction) {
        return String.format(
                Locale.ROOT,
                "%s: %s (%.2f)",
                prediction.task().title(),
                prediction.decision().name().toLowerCase(Locale.ROOT),
                prediction.probability());
    }

    /** As many findings a line as fit. */
    private static List<String> packed(List<String> findings, double size, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String finding : findings) {
            String longer = line.isEmpty() ? finding : line + "; " + finding;
            if (!line.isEmpty() && OutlineFont.SANS.width(longer, size) > width) {
                lines.add(line);
                longer = finding;
            }
            line = longer;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static String measurements(Measurements measured) {
        return (part("Rate", measured.rounded(Measure.HEART_RATE), "bpm")
                        + part("PR", measured.rounded(Measure.PR), "ms")
                        + part("QRS", measured.rounded(Measure.QRS), "ms")
                        + part("QT", measured.rounded(Measure.QT), "ms")
                        + part("QTc", measured.rounded(Measure.QTC_FRIDERICIA), "ms"))
                .replaceFirst("^ · ", "");
    }

    private static String part(String name, @Nullable Integer value, String unit) {
        return value == null ? "" : " · " + name + " " + value + " " + unit;
    }
}
