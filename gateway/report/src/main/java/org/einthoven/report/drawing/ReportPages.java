package org.einthoven.report.drawing;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.Task;
import org.einthoven.report.ReportContent;
import org.jspecify.annotations.Nullable;

/** A report in words and tables, on as many pages as it takes. */
final class ReportPages {
    private static final double SECOND = 95;
    private static final double THIRD = 140;
    private static final double FOURTH = 180;
    private static final double TEXT = 60;
    /** What few ask for; FHIR reports have it. */
    private static final Set<Measure> LEFT_OUT = EnumSet.of(
            Measure.RR_MINIMUM,
            Measure.RR_MAXIMUM,
            Measure.RR_DEVIATION,
            Measure.RR_DIFFERENCE,
            Measure.QTC_FRAMINGHAM,
            Measure.QTC_HODGES);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ReportContent content;
    private final TextFlow flow;

    private ReportPages(ReportContent content) {
        this.content = content;
        this.flow = new TextFlow(content.intendedUse() + " Not verified by a person.");
    }

    static List<Page> of(ReportContent content) {
        return new ReportPages(content).pages();
    }

    private List<Page> pages() {
        EcgRecording recording = content.report().recording();
        flow.title("ECG report");
        PatientBanner.of(recording).stream().filter(line -> !line.isEmpty()).forEach(flow::line);
        flow.line("Report of " + TIME.format(content.report().issued()) + ". " + content.intendedUse()
                + " Not verified by a person.");
        findings();
        measurements();
        quality();
        model();
        return flow.pages();
    }

    private void findings() {
        flow.heading("Findings");
        content.notAnalysed().ifPresent(reason -> flow.row("Not analysed", TEXT, reason));
        if (content.notAnalysed().isEmpty()) {
            flow.row(Map.of(SECOND, "Decision", THIRD, "Probability", FOURTH, "Present from"));
            content.tasks().forEach(this::finding);
        }
    }

    private void finding(Task task) {
        Prediction prediction = content.prediction(task);
        if (prediction == null) {
            flow.row(task.title(), SECOND, "not analysed: " + content.withoutPrediction());
        } else {
            flow.row(Map.of(
                    PageComposer.LEFT,
                    task.title(),
                    SECOND,
                    prediction.decision().name().toLowerCase(Locale.ROOT),
                    THIRD,
                    hundredths(prediction.probability()),
                    FOURTH,
                    hundredths(prediction.threshold())));
        }
    }

    private static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private void measurements() {
        Measurements measurements = content.report().measurements();
        flow.heading("Measurements");
        if (measurements.values().isEmpty()) {
            flow.line("Nothing was measured.");
        }
        measurements.values().forEach((measure, measured) -> {
            boolean none = measure == Measure.PACED_BEATS && Double.valueOf(0).equals(measured.value());
            if (!none && !LEFT_OUT.contains(measure)) {
                measurement(measure, measured, measurements.vendor().get(measure));
            }
        });
    }

    private void measurement(Measure measure, Measured measured, @Nullable Double recorders) {
        Double value = measured.value();
        String beside = recorders == null ? "" : " (the recorder: " + shown(measure, recorders) + ")";
        flow.row(
                measure.title(),
                SECOND,
                (value == null ? "not measured: " + measured.reason() : shown(measure, value)) + beside);
    }

    private static String shown(Measure measure, double value) {
        String unit =
                switch (measure.unit()) {
                    case "deg" -> "°";
                    case "/min" -> "/min";
                    case "ms" -> " ms";
                    default -> "";
                };
        return Math.round(value) + unit;
    }

    private void quality() {
        flow.heading("Quality of the recording");
        if (content.quality().issues().isEmpty()) {
            flow.line("Nothing was found to limit the reading.");
        }
        for (QualityIssue issue : content.quality().issues()) {
            String lead = issue.lead() == null ? "" : "Lead " + issue.lead().name() + ": ";
            flow.row(weight(issue.severity()), TEXT, lead + issue.text());
        }
    }

    private static String weight(QualityIssue.Severity severity) {
        return switch (severity) {
            case NOTE -> "Note";
            case EXCLUDE_LEAD -> "Lead left out";
            case DO_NOT_ANALYSE -> "Not analysed";
        };
    }

    private void model() {
        flow.heading("Model");
        flow.row(
                "Name",
                TEXT,
                content.modelName() + ", " + content.report().model().title());
        flow.row("Trained on", TEXT, content.report().model().trainedOn());
        flow.row("Source ECG", TEXT, content.identity().source().identifier());
        flow.row("Report", TEXT, content.identity().report().toString());
    }
}
