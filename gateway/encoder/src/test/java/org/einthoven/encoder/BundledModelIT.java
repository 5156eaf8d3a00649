package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Prediction;
import org.einthoven.ecg.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships, in real TensorFlow. The time limit only ends a deadlock. */
@Timeout(300)
class BundledModelIT {
    private static final EncoderSettings SETTINGS =
            new EncoderSettings(8, Duration.ofMillis(2), 128, 2, Path.of("target", "encoder-cache"));

    @TempDir
    static Path models;

    private static Path folder = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        assumeTrue(
                BundledModel.class.getResource("model/" + ModelManifest.FILE_NAME) != null,
                "this build bundles no model");
        folder = BundledModel.unpackInto(models);
    }

    @Test
    void looksForTheSixFindingsForResearchOnly() throws Exception {
        // open() refuses a model that misses its golden outputs.
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            assertThat(encoder.model().id()).isEqualTo("einthoven-ecg");
            assertThat(encoder.model().intendedUse()).startsWith("Research use only");
            assertThat(encoder.model().tasks()).containsExactly(Task.values());
        }
    }

    @Test
    void givesConcurrentCallersWhatTheyGetAlone() throws Exception {
        List<NormalisedEcg> golden = ModelFolder.open(folder).golden().inputs();
        var callers = Executors.newFixedThreadPool(8);
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            List<Future<Double>> differences = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                List<NormalisedEcg> windows = new ArrayList<>(Windows.noise(caller, 1 + caller % 3));
                windows.add(golden.get(caller % golden.size()));
                Inference alone = encoder.infer(windows);
                differences.add(callers.submit(() -> greatestDifference(encoder, windows, alone)));
            }
            // A convolution adds up in another order in another batch size.
            for (Future<Double> difference : differences) {
                assertThat(difference.get()).isCloseTo(0, within(1e-5));
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static double greatestDifference(TensorFlowEncoder encoder, List<NormalisedEcg> windows, Inference alone)
            throws Exception {
        double greatest = 0;
        for (int i = 0; i < 10; i++) {
            List<Prediction> found = encoder.infer(windows).predictions();
            greatest = Math.max(
                    greatest,
                    IntStream.range(0, found.size())
                            .mapToDouble(task -> Math.abs(found.get(task).probability()
                                    - alone.predictions().get(task).probability()))
                            .max()
                            .orElseThrow());
        }
        System.out.println("greatest difference of a probability: " + greatest);
        return greatest;
    }
}
