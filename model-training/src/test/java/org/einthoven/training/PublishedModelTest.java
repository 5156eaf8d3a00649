package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.BundledModel;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.TaskCalibration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** The model that ships, read by plain TensorFlow. */
class PublishedModelTest {
    private static final long FIVE_MEGABYTES = 5_000_000;

    @TempDir
    static Path folder = Path.of("");

    private static Path model = Path.of("");

    @BeforeAll
    static void unpack() throws IOException {
        model = BundledModel.unpackInto(folder);
    }

    @Test
    void givesItsGoldenOutputs() throws IOException {
        ModelFolder opened = ModelFolder.open(model);
        double tolerance = opened.manifest().golden().tolerance();
        try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve")) {
            for (int i = 0; i < opened.golden().inputs().size(); i++) {
                assertThat(logits(bundle, opened.golden().inputs().get(i)))
                        .containsExactly(opened.golden().outputs().get(i).logits(), Offset.offset((float) tolerance));
            }
        }
    }

    private static float[] logits(SavedModelBundle bundle, NormalisedEcg window) {
        float[] mask = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = window.valid()[i] ? 1 : 0;
        }
        Shape shape = Shape.of(1, 12, 2500);
        try (TFloat32 ecg = TFloat32.tensorOf(shape, DataBuffers.of(window.samples(), true, false));
                TFloat32 valid = TFloat32.tensorOf(shape, DataBuffers.of(mask, true, false));
                Result result = bundle.function("serving_default").call(java.util.Map.of("ecg", ecg, "mask", valid))) {
            TFloat32 logits = (TFloat32) result.get("logits").orElseThrow();
            float[] values = new float[Task.values().length];
            logits.copyTo(DataBuffers.of(values, false, false));
            return values;
        }
    }

    @Test
    void itsCardSaysWhatItIsFor() throws IOException {
        assertThat(Files.readString(model.resolve("MODEL_CARD.md")))
                .contains("Research use only")
                .contains("CC BY 4.0")
                .contains("AUROC (95 % interval)");
        assertThat(ModelFolder.open(model).manifest().tasks())
                .extracting(TaskCalibration::task)
                .containsExactly(Task.values());
    }

    @Test
    void isSmallEnoughForTheRepository() throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(FIVE_MEGABYTES);
        }
    }
}
