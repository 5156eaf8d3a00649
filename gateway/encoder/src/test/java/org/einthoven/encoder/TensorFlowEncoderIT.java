package org.einthoven.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.Inference;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Prediction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Real TensorFlow, a model whose right answer is known. The time limit only ends a deadlock. */
@Timeout(120)
class TensorFlowEncoderIT {
    private static final EncoderSettings SETTINGS =
            new EncoderSettings(8, Duration.ofMillis(2), 64, 2, Path.of("target", "encoder-cache"));
    private static final TinyModel MODEL = new TinyModel();

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeModel() throws IOException {
        MODEL.writeTo(folder);
    }

    @Test
    void givesWhatTheModelComputes() throws Exception {
        List<NormalisedEcg> windows = Windows.noise(7, 3);
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            Inference inference = encoder.infer(windows);

            assertThat(inference.windows()).isEqualTo(3);
            for (int task = 0; task < 6; task++) {
                int index = task;
                double expected = windows.stream()
                        .mapToDouble(w -> 1 / (1 + Math.exp(-MODEL.expected(w).logits()[index])))
                        .average()
                        .orElseThrow();
                Prediction prediction = inference.predictions().get(task);
                assertThat(prediction.task()).isEqualTo(TinyModel.TASKS.get(task));
                assertThat(prediction.probability()).isCloseTo(expected, within(1e-5));
            }
            double mean = windows.stream()
                    .mapToDouble(w -> MODEL.expected(w).embedding()[11])
                    .average()
                    .orElseThrow();
            assertThat((double) inference.embedding().values()[11]).isCloseTo(mean, within(1e-6));
            assertThat(encoder.model().id()).isEqualTo("tiny");
            assertThat(encoder.model().contentHash())
                    .isEqualTo(ModelFolder.open(folder).contentHash());
        }
    }

    @Test
    void feedsTheMask() throws Exception {
        // The model multiplies by the mask: fed with zeros or not at all, the means would be 0.
        NormalisedEcg halved = Windows.noise(3);
        for (int i = 0; i < NormalisedEcg.SIZE; i += 2) {
            halved.samples()[i] = 0;
            halved.valid()[i] = false;
        }
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            assertThat(encoder.infer(List.of(halved)).embedding().values())
                    .containsExactly(MODEL.expected(halved).embedding(), within(1e-6f));
        }
    }

    @Test
    void givesConcurrentCallersWhatTheyGetAlone() throws Exception {
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            var callers = Executors.newFixedThreadPool(8);
            try {
                List<Future<Void>> results = new ArrayList<>();
                for (int caller = 0; caller < 8; caller++) {
                    List<NormalisedEcg> windows = Windows.noise(caller, 1 + caller);
                    Inference alone = encoder.infer(windows);
                    results.add(callers.submit(() -> {
                        for (int i = 0; i < 50; i++) {
                            assertSame(encoder.infer(windows), alone);
                        }
                        return null;
                    }));
                }
                for (Future<Void> result : results) {
                    result.get();
                }
            } finally {
                callers.shutdownNow();
            }
        }
    }

    private static void assertSame(Inference found, Inference expected) {
        assertThat(found.embedding().values())
                .containsExactly(expected.embedding().values(), within(1e-6f));
        for (int task = 0; task < 6; task++) {
            assertThat(found.predictions().get(task).probability())
                    .isCloseTo(expected.predictions().get(task).probability(), within(1e-6));
        }
    }

    /** DJL does not ship with this TensorFlow: what it gives must be what TensorFlow's own Java binding gives. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void servesThroughDjlWhatTensorFlowJavaGives(int count) throws Exception {
        List<NormalisedEcg> windows = Windows.noise(11, count);
        ModelFolder model = ModelFolder.open(folder);
        try (var djl = SavedModelWindows.load(model, SETTINGS);
                var bundle = SavedModelBundle.load(folder.toString(), ServingSignature.TAG);
                TFloat32 ecg = tensor(windows, false);
                TFloat32 mask = tensor(windows, true);
                var result = bundle.function(ServingSignature.KEY)
                        .call(Map.of(ServingSignature.ECG, ecg, ServingSignature.MASK, mask))) {
            TFloat32 embedding =
                    (TFloat32) result.get(ServingSignature.EMBEDDING).orElseThrow();
            TFloat32 logits = (TFloat32) result.get(ServingSignature.LOGITS).orElseThrow();
            List<WindowOutput> outputs = djl.run(windows);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < NormalisedEcg.LEADS; j++) {
                    assertThat(outputs.get(i).embedding()[j]).isEqualTo(embedding.getFloat(i, j));
                }
                for (int j = 0; j < 6; j++) {
                    assertThat(outputs.get(i).logits()[j]).isEqualTo(logits.getFloat(i, j));
                }
            }
        }
    }

    private static TFloat32 tensor(List<NormalisedEcg> windows, boolean mask) {
        FloatBuffer values = FloatBuffer.allocate(windows.size() * NormalisedEcg.SIZE);
        for (NormalisedEcg window : windows) {
            for (int i = 0; i < NormalisedEcg.SIZE; i++) {
                values.put(mask ? (window.valid()[i] ? 1f : 0f) : window.samples()[i]);
            }
        }
        Shape shape = Shape.of(windows.size(), NormalisedEcg.LEADS, NormalisedEcg.SAMPLES);
        return TFloat32.tensorOf(shape, DataBuffers.of(values.array()));
    }

    @Test
    void refusesWhatIsNoWindowBeforeTensorFlowSeesIt() throws Exception {
        NormalisedEcg notANumber = Windows.noise(5);
        notANumber.samples()[100] = Float.NaN;
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            assertThatThrownBy(() -> encoder.infer(List.of(notANumber)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the sample at window 0, lead I, index 100 is not finite");
            assertThatThrownBy(() -> encoder.infer(List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThat(encoder.infer(Windows.noise(5, 1)).windows()).isEqualTo(1);
        }
    }

    @Test
    void failsWhereTheModelOverflows() throws Exception {
        NormalisedEcg huge = Windows.noise(5);
        Arrays.fill(huge.samples(), 1e37f);
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            assertThatThrownBy(() -> encoder.infer(List.of(huge)))
                    .isExactlyInstanceOf(EncoderException.class)
                    .hasMessage("the model gave a value that is not finite");
        }
    }

    @Test
    void doesNotServeAModelThatMissesItsGoldenOutputs(@TempDir Path other) throws Exception {
        TinyModel model = new TinyModel();
        model.goldenError = 0.01f;
        model.writeTo(other);
        assertThatThrownBy(() -> TensorFlowEncoder.open(other, SETTINGS))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("the model does not give its golden output 0 within its tolerance of 1.0E-5"
                        + " on this machine, and is not served");
    }

    @Test
    void doesNotFeedAModelOfAnotherRank(@TempDir Path other) throws Exception {
        TinyModel model = new TinyModel();
        model.graphInput = new long[] {12, 2500};
        model.writeTo(other);
        assertThatThrownBy(() -> TensorFlowEncoder.open(other, SETTINGS))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("the model's ecg is DT_FLOAT [12, 2500]");
    }

    @Test
    void saysWhatTensorFlowHasAgainstAGraph(@TempDir Path other) throws Exception {
        new TinyModel().writeTo(other);
        Path file = other.resolve(ModelFolder.SAVED_MODEL);
        var builder = new TinyModel().savedModel().toBuilder();
        builder.getMetaGraphsBuilder(0).getGraphDefBuilder().getNodeBuilder(2).setOp("Frobnicate");
        Files.write(file, builder.build().toByteArray());
        ModelFolder.seal(other, MODEL.manifest());
        assertThatThrownBy(() -> TensorFlowEncoder.open(other, SETTINGS))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("TensorFlow cannot load the model: ")
                .hasMessageContaining("Frobnicate");
    }

    @Test
    void closesUnderLoad() throws Exception {
        var encoder = TensorFlowEncoder.open(folder, SETTINGS);
        var callers = Executors.newFixedThreadPool(4);
        try {
            var started = new CountDownLatch(40);
            List<Future<String>> ends = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                List<NormalisedEcg> windows = Windows.noise(caller, 2);
                ends.add(callers.submit(() -> {
                    while (true) {
                        try {
                            encoder.infer(windows);
                            started.countDown();
                        } catch (EncoderException e) {
                            return e.getMessage();
                        }
                    }
                }));
            }
            started.await();
            encoder.close();
            encoder.close();
            for (Future<String> end : ends) {
                assertThat(end.get()).isEqualTo("the encoder is closed");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    /** Tensors left behind would be 240 kB a window: 480 MB over these calls. */
    @Test
    void memoryStaysFlat() throws Exception {
        try (var encoder = TensorFlowEncoder.open(folder, SETTINGS)) {
            List<NormalisedEcg> windows = Windows.noise(9, 1);
            long before = residentBytesAfter(encoder, windows, 300);
            long after = residentBytesAfter(encoder, windows, 2000);
            System.out.printf("resident memory: %d MB, %d MB after 2000 calls%n", before >> 20, after >> 20);
            assertThat(after - before).isLessThan(150L << 20);
        }
    }

    private static long residentBytesAfter(TensorFlowEncoder encoder, List<NormalisedEcg> windows, int calls)
            throws Exception {
        for (int i = 0; i < calls; i++) {
            encoder.infer(windows);
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IllegalStateException("no VmRSS");
    }
}
