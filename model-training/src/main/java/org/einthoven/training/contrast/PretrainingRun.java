package org.einthoven.training.contrast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.einthoven.training.chart.MetricsPlot;
import org.einthoven.training.data.Extent;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.loop.TextFile;
import org.einthoven.training.loop.WholeFile;
import org.einthoven.training.network.ContrastiveModel.StepResult;
import org.einthoven.training.network.Weights;

/**
 * The folder of a run: {@code run.properties} with all that its result follows from, {@code metrics.csv}, {@code checkpoint.bin} while it goes on
 * and {@code encoder.bin} when it is done.
 */
record PretrainingRun(Path folder) {
    private static final String HEADING =
            "step,epoch,learning_rate,loss,loss_longitudinal,loss_views,alignment,uniformity,views_per_second";

    Path properties() {
        return folder.resolve(RunProperties.FILE_NAME);
    }

    Path metrics() {
        return folder.resolve("metrics.csv");
    }

    Path checkpoint() {
        return folder.resolve("checkpoint.bin");
    }

    Path encoder() {
        return folder.resolve("encoder.bin");
    }

    /**
     * Begins a run, or finds it as it was left.
     *
     * @param description all that the result follows from
     * @param remarks what is kept beside, and may differ when it goes on, such as the commit
     * @return where it stands; empty at the beginning
     * @throws IOException where the folder holds a run of another description, saying what differs
     */
    Optional<Checkpoint> open(Map<String, String> description, Map<String, String> remarks) throws IOException {
        if (!Files.exists(properties())) {
            RunProperties.createFolder(folder);
            Map<String, String> all = new java.util.TreeMap<>(description);
            all.putAll(remarks);
            RunProperties.write(properties(), all);
        }
        Map<String, String> same = new java.util.TreeMap<>(description);
        // The fingerprint tells; runs of earlier versions do not have it.
        same.remove(Extent.KEY);
        RunProperties.requireSame(folder, same, RunProperties.read(properties()));
        if (!Files.exists(checkpoint())) {
            WholeFile.write(metrics(), HEADING + "\n");
            return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.read(checkpoint());
        dropMetricsBehind(checkpoint.step());
        return Optional.of(checkpoint);
    }

    /** What was written after the checkpoint is written again. */
    private void dropMetricsBehind(int step) throws IOException {
        List<String> lines = TextFile.lines(metrics());
        List<String> kept = lines.stream()
                .filter(line -> line.equals(HEADING) || isWhole(line) && step(line) <= step)
                .toList();
        WholeFile.write(metrics(), String.join("\n", kept) + "\n");
    }

    private static boolean isWhole(String line) {
        return line.split(",", -1).length == HEADING.split(",", -1).length;
    }

    private static int step(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf(',')));
    }

    void addMetrics(int step, long epoch, double learningRate, StepResult mean, double viewsPerSecond)
            throws IOException {
        String line = String.format(
                Locale.ROOT,
                "%d,%d,%.7f,%.7f,%.7f,%.7f,%.6f,%.6f,%.1f%n",
                step,
                epoch,
                learningRate,
                mean.loss(),
                mean.longitudinal(),
                mean.views(),
                mean.alignment(),
                mean.uniformity(),
                viewsPerSecond);
        Files.writeString(metrics(), line, StandardOpenOption.APPEND);
    }

    /** Draws the metrics so far: {@code loss.svg}, {@code embedding.svg}, {@code speed.svg}. */
    void plot(String source) throws IOException {
        MetricsPlot plot = MetricsPlot.read(metrics());
        plot.write(
                folder.resolve("loss.svg"),
                "Loss of pretraining",
                source,
                "NT-Xent",
                new MetricsPlot.Line("loss", "weighed sum"),
                new MetricsPlot.Line("loss_longitudinal", "two records of a patient"),
                new MetricsPlot.Line("loss_views", "two views of a record"));
        plot.write(
                folder.resolve("embedding.svg"),
                "Alignment and uniformity: the lower, the better",
                source,
                "of projections",
                new MetricsPlot.Line("alignment", "alignment: how far partners are apart"),
                new MetricsPlot.Line("uniformity", "uniformity: how unevenly they lie on the sphere"));
        plot.write(
                folder.resolve("speed.svg"),
                "Speed of pretraining",
                source,
                "views/s",
                new MetricsPlot.Line("views_per_second", "views a second"));
    }

    void finish(Weights encoder) throws IOException {
        encoder.write(encoder());
    }
}
