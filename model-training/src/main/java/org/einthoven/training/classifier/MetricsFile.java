package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.einthoven.training.chart.MetricsPlot;
import org.jspecify.annotations.Nullable;

/** {@code metrics.csv} of fine-tuning: a line every ten steps and at each look. */
final class MetricsFile {
    private static final int STEPS_OF_A_ROW = 10;

    private final Path file;
    private double sum;
    private int count;

    MetricsFile(Path file) throws IOException {
        this.file = file;
        Files.writeString(file, "step,learning_rate,loss,auroc_validation\n");
    }

    void at(int step, double learningRate, float loss, @Nullable Double auroc) throws IOException {
        sum += loss;
        count++;
        if (step % STEPS_OF_A_ROW == 0 || auroc != null) {
            String line = String.format(
                    Locale.ROOT,
                    "%d,%.7f,%.6f,%s%n",
                    step,
                    learningRate,
                    sum / count,
                    auroc == null ? "" : String.format(Locale.ROOT, "%.5f", auroc));
            Files.writeString(file, line, StandardOpenOption.APPEND);
            sum = 0;
            count = 0;
        }
    }

    /** Beside the table: {@code loss.svg}, {@code auroc.svg}. */
    static void plot(Path metrics, String learntFrom, String chosenBy) throws IOException {
        MetricsPlot plot = MetricsPlot.read(metrics);
        plot.write(
                metrics.resolveSibling("loss.svg"),
                "Loss of fine-tuning",
                learntFrom,
                "cross-entropy",
                new MetricsPlot.Line("loss", "mean over the tasks"));
        plot.write(
                metrics.resolveSibling("auroc.svg"),
                "AUROC on validation records",
                chosenBy,
                "AUROC",
                new MetricsPlot.Line("auroc_validation", "mean over tasks and sources"));
    }
}
