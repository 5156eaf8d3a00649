package org.einthoven.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.training.data.Examples;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
    private static final Architecture TINY = new Architecture(List.of(4, 6), 3, 9, 8, 3);

    @TempDir
    Path folder = Path.of("");

    private final Weights weights = Weights.random(TINY, 6, 1);
    private final List<NormalisedEcg> golden = List.of(
            Examples.window(12, 1).toNormalisedEcg(), Examples.window(1, 2).toNormalisedEcg());

    private ModelFolder export(String version) throws IOException {
        List<TaskCalibration> calibrations = Arrays.stream(Task.values())
                .map(task -> new TaskCalibration(task, 0.5, 0.4, 0.6, 1, 0, TaskCalibration.Aggregate.MEAN))
                .toList();
        ModelExport.Description description = new ModelExport.Description(version, "Tiny", "nothing");
        return ModelExport.write(folder.resolve("model"), description, weights, TINY, calibrations, golden, "# Card\n");
    }

    @Test
    void writesAFolderThatTheGatewayAccepts() throws IOException {
        export("0.2.0");

        ModelFolder model = ModelFolder.open(folder.resolve("model"));
        assertThat(model.manifest().version()).isEqualTo("0.2.0");
        assertThat(model.manifest().intendedUse()).startsWith("Research use only");
        assertThat(model.manifest().files()).containsKeys("saved_model.pb", "golden.bin", "MODEL_CARD.md");
    }

    @Test
    void theGoldenOutputsAreThoseOfTheNetwork() throws IOException {
        ModelFolder model = export("0.2.0");

        assertThat(model.golden().inputs().get(1).valid())
                .isEqualTo(golden.get(1).valid());
        float[] mask = new float[NormalisedEcg.SIZE];
        Arrays.fill(mask, 1);
        try (InferenceModel network = new InferenceModel(weights, TINY, 6)) {
            assertThat(model.golden().outputs().get(0).logits())
                    .containsExactly(
                            network.run(golden.get(0).samples(), mask, 1).logits(), Offset.offset(1e-6f));
        }
    }

    @Test
    void anotherExportReplacesTheFormer() throws IOException {
        export("0.2.0");
        export("0.2.1");

        assertThat(ModelFolder.open(folder.resolve("model")).manifest().version())
                .isEqualTo("0.2.1");
        assertThat(Files.exists(folder.resolve("model/variables"))).isFalse();
    }
}
