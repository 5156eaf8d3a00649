package org.einthoven.app.command;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * The table that {@code predict} writes: file, status, reason, model, a probability a task, measurements. Measurements
 * are empty until they are made.
 */
final class PredictionTable implements Closeable {
    private static final List<String> MEASUREMENTS = List.of("hr_bpm", "pr_ms", "qrs_ms", "qt_ms", "qtc_ms");

    private final CSVPrinter csv;

    PredictionTable(Writer writer) throws IOException {
        List<String> header = new ArrayList<>(List.of("file", "status", "reason", "model"));
        for (Task task : Task.values()) {
            header.add(task.id());
        }
        header.addAll(MEASUREMENTS);
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
        for (int i = 0; i < MEASUREMENTS.size(); i++) {
            csv.print("");
        }
        csv.println();
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
