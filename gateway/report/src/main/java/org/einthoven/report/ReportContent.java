package org.einthoven.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.einthoven.ecg.EcgReport;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityReport;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/** What a report says, in whatever form it is written: each task's result, and what limits them. Immutable. */
public final class ReportContent {
    private final EcgReport report;
    private final ReportIdentity identity;
    private final QualityReport quality;
    private final Map<Task, Prediction> predictions;

    private ReportContent(EcgReport report) {
        this.report = report;
        this.identity = ReportIdentity.of(report);
        this.quality = allIssues(report);
        this.predictions = quality.analysable() ? byTask(report) : Map.of();
    }

    /** @throws IllegalArgumentException where the inference has two predictions of one task */
    public static ReportContent of(EcgReport report) {
        return new ReportContent(report);
    }

    public EcgReport report() {
        return report;
    }

    public ReportIdentity identity() {
        return identity;
    }

    /** What limits the ECG: what the decoder found and what the quality checks found, each once. */
    public QualityReport quality() {
        return quality;
    }

    /** Why there are no predictions; empty when the ECG was analysed. */
    public Optional<String> notAnalysed() {
        return quality.reasonNotAnalysed();
    }

    /** The tasks of the model, and any that it predicted beyond its card. */
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>(report.model().tasks());
        predictions.keySet().stream().filter(t -> !tasks.contains(t)).forEach(tasks::add);
        return tasks.stream().distinct().toList();
    }

    /** What the model says of a task; null when the ECG was not analysed, whatever an encoder made of it. */
    public @Nullable Prediction prediction(Task task) {
        return predictions.get(task);
    }

    /** Why a task has no prediction. */
    public String withoutPrediction() {
        return notAnalysed().orElse("the model gave no result for this task");
    }

    /** The model's name and version. */
    public String modelName() {
        return report.model().id() + " " + report.model().version();
    }

    /** "Research use only" and what the model's card adds to it. */
    public String intendedUse() {
        String stated = report.model().intendedUse().strip();
        return stated.toLowerCase(Locale.ROOT).contains("research use only")
                ? stated
                : ("Research use only. " + stated).strip();
    }

    private static QualityReport allIssues(EcgReport report) {
        List<QualityIssue> found = report.quality().issues();
        return report.quality()
                .with(report.recording().issues().stream()
                        .filter(i -> !found.contains(i))
                        .distinct()
                        .toList());
    }

    private static Map<Task, Prediction> byTask(EcgReport report) {
        Map<Task, Prediction> predictions = new EnumMap<>(Task.class);
        if (report.inference() != null) {
            for (Prediction prediction : report.inference().predictions()) {
                if (predictions.put(prediction.task(), prediction) != null) {
                    throw new IllegalArgumentException("the inference has two predictions of "
                            + prediction.task().id());
                }
            }
        }
        return predictions;
    }
}
