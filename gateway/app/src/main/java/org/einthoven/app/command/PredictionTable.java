package org.einthoven.app.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measurements;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * The table that {@code predict} writes: file, status, reason, model, a probability a task, measurements, quality. What was not
 * measured is empty. Quality is a list of codes, each with the lead that it concerns: "lead-flat:V3 short-recording".
 */
final class PredictionTable implements Closeable {
    private static final Map<String, Measure> MEASUREMENTS = measurements();

    private final CSVPrinter csv;

    PredictionTable(Writer writer) throws IOException {
        List<String> header = new ArrayList<>(List.of("file", "status", "reason", "model"));
        for (Task task : Task.values()) {
            header.add(task.id());
        }
        header.addAll(MEASUREMENTS.keySet());
        header.add("quality");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader(header.toArray(String[]::new))
                .get();
        csv = new CSVPrinter(writer, format);
    }

    void add(FilePrediction prediction) throws IOException {
        csv.print(prediction.file());
        csv.print(prediction.status().word());
        csv.print(prediction.reason());
        csv.print(prediction.model().id() + " " + prediction.model().version());
        Map<Task, Double> probabilities = probabilities(prediction.inference());
        for (Task task : Task.values()) {
            Double probability = probabilities.get(task);
            csv.print(probability == null ? "" : String.format(Locale.ROOT, "%.6f", probability));
        }
        Measurements measured = prediction.analysis() == null
                ? Measurements.NONE
                : prediction.analysis().measurements();
        for (Measure measure : MEASUREMENTS.values()) {
            Integer value = measured.rounded(measure);
            csv.print(value == null ? "" : value.toString());
        }
        csv.print(prediction.quality().issues().stream()
                .map(issue -> issue.lead() == null ? issue.code() : issue.code() + ":" + issue.lead())
                .distinct()
                .collect(Collectors.joining(" ")));
        csv.println();
    }

    private static Map<String, Measure> measurements() {
        Map<String, Measure> columns = new LinkedHashMap<>();
        columns.put("hr_bpm", Measure.HEART_RATE);
        columns.put("pr_ms", Measure.PR);
        columns.put("qrs_ms", Measure.QRS);
        columns.put("qt_ms", Measure.QT);
        columns.put("qtc_ms", Measure.QTC_FRIDERICIA);
        columns.put("p_axis_deg", Measure.P_AXIS);
        columns.put("qrs_axis_deg", Measure.QRS_AXIS);
        columns.put("t_axis_deg", Measure.T_AXIS);
        columns.put("rr_sd_ms", Measure.RR_DEVIATION);
        columns.put("atrial_bpm", Measure.ATRIAL_RATE);
        columns.put("paced_beats", Measure.PACED_BEATS);
        return columns;
    }

    private static Map<Task, Double> probabilities(@Nullable Inference inference) {
        Map<Task, Double> probabilities = new EnumMap<>(Task.class);
        if (inference != null) {
            for (Prediction prediction : inference.predictions()) {
                probabilities.put(prediction.task(), prediction.probability());
            }
        }
        return probabilities;
    }

    @Override
    public void close() throws IOException {
        csv.close(true);
    }
}
