package org.einthoven.app.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import org.einthoven.app.configuration.CacheFolder;
import org.einthoven.ecg.Encoder;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.TensorFlowEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code einthoven predict --out FILE.csv FILE|DIR…}: one row a file, whatever is in it. */
@Command(
        name = "predict",
        description = "Reads ECG files with the model and writes a table, one row a file. Research use only.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "ECG files, and folders to walk through")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> inputs;

    @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "the table to write")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--model", paramLabel = "DIR", description = "a model's folder (default: the model that ships)")
    private @Nullable Path model;

    @Override
    public Integer call() throws Exception {
        List<Path> files = InputFiles.below(inputs);
        if (files.isEmpty()) {
            throw CommandFailure.badInput("no file in " + inputs);
        }
        try (Writer writer = writer();
                PredictionTable table = new PredictionTable(writer);
                Encoder encoder = encoder()) {
            predict(files, table, encoder);
        }
        return 0;
    }

    private Writer writer() throws CommandFailure {
        try {
            return Files.newBufferedWriter(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot write " + out);
        }
    }

    private Encoder encoder() throws Exception {
        Path cache = CacheFolder.standard();
        Path folder = model != null ? model : BundledModel.unpackInto(cache.resolve("models"));
        return TensorFlowEncoder.open(folder, EncoderSettings.in(cache));
    }

    /** Twice as many files at once as there are cores, so that the encoder finds companions for its batches. */
    private static void predict(List<Path> files, PredictionTable table, Encoder encoder)
            throws IOException, InterruptedException {
        int workers = 2 * Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (ProgressBar progress = TerminalProgress.of("predict", files.size())) {
            FilePrediction.Reader reader = new FilePrediction.Reader(encoder);
            Deque<Future<FilePrediction>> underWay = new ArrayDeque<>();
            for (Iterator<Path> next = files.iterator(); next.hasNext() || !underWay.isEmpty(); ) {
                while (next.hasNext() && underWay.size() < 2 * workers) {
                    Path file = next.next();
                    underWay.add(pool.submit(() -> reader.read(file)));
                }
                table.add(result(underWay.remove()));
                progress.step();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static FilePrediction result(Future<FilePrediction> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading a file failed beyond its row", e.getCause());
        }
    }
}
