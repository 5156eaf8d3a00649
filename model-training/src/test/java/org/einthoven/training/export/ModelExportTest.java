package org.einthoven.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.EncoderSettings;
import org.einthoven.encoder.InvalidModelException;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.ModelManifest;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.TensorFlowEncoder;
import org.einthoven.encoder.WindowOutput;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.data.Examples;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
    private static final List<Task> TASKS = List.of(Task.ATRIAL_FIBRILLATION, Task.MYOCARDIAL_INFARCTION);
    private static final Classifier CLASSIFIER =
            new Classifier("small", TASKS, Weights.random(Architecture.SMALL, TASKS.size(), 1), Map.of());

    @TempDir
    Path folder = Path.of("");

    private ModelFolder export(String version) throws IOException {
        List<TaskCalibration> calibrations = TASKS.stream()
                .map(task -> new TaskCalibration(task, 0.5, 0.4, 0.6, 1, 0, TaskCalibration.Aggregate.MEAN)
                        .requiring(List.of(Lead.I)))
                .toList();
        ModelExport.Description description = new ModelExport.Description(version, "Small", "nothing");
        return ModelExport.write(folder.resolve("model"), description, CLASSIFIER, calibrations, "# Card\n");
    }

    @Test
    void writesAFolderThatTheGatewayAccepts() throws IOException {
        ModelFolder model = export("0.2.0");

        assertThat(model.manifest().version()).isEqualTo("0.2.0");
        assertThat(model.manifest().intendedUse()).startsWith("Research use only");
        assertThat(model.manifest().preprocessing()).isEqualTo(Normaliser.VERSION);
        assertThat(model.manifest().tasks()).extracting(TaskCalibration::task).containsExactlyElementsOf(TASKS);
        assertThat(model.manifest().tasks().get(1).leads()).containsExactly(Lead.I);
        assertThat(model.manifest().files()).containsKeys("saved_model.pb", "golden.bin", "MODEL_CARD.md");
    }

    /** The gateway's way through DJL against the network that was trained. */
    @Test
    void isServedAsItWasTrained() throws Exception {
        export("0.2.0");
        NormalisedEcg twelve = Examples.window(12, 3).toNormalisedEcg();
        NormalisedEcg one = Examples.window(1, 4).toNormalisedEcg();
        EncoderSettings settings = new EncoderSettings(4, Duration.ZERO, 4, 1, folder.resolve("cache"));
        try (TensorFlowEncoder served = TensorFlowEncoder.open(folder.resolve("model"), settings);
                InferenceModel trained = CLASSIFIER.model()) {
            for (NormalisedEcg window : List.of(twelve, one)) {
                WindowOutput found = served.outputs(List.of(window)).get(0);
                InferenceModel.Output expected = trained.run(window.samples(), mask(window), 1);
                assertThat(found.logits()).containsExactly(expected.logits(), Offset.offset(1e-5f));
                assertThat(found.embedding()).containsExactly(expected.embedding(), Offset.offset(1e-5f));
            }
        }
    }

    private static float[] mask(NormalisedEcg window) {
        float[] mask = new float[NormalisedEcg.SIZE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = window.valid()[i] ? 1 : 0;
        }
        return mask;
    }

    @Test
    void theGoldenEcgsAreOfTwelveLeadsOfLeadIAndOfLimbLeads() {
        List<NormalisedEcg> golden = GoldenEcgs.windows();

        assertThat(golden).extracting(ModelExportTest::valid).containsExactly(12 * 2500, 2500, 6 * 2000);
        assertThat(golden.get(1).isValid(Lead.I, 2499)).isTrue();
        for (NormalisedEcg window : golden) {
            for (int i = 0; i < NormalisedEcg.SIZE; i++) {
                assertThat(window.valid()[i] || window.samples()[i] == 0).isTrue();
            }
        }
    }

    private static int valid(NormalisedEcg window) {
        int count = 0;
        for (boolean each : window.valid()) {
            count += each ? 1 : 0;
        }
        return count;
    }

    @Test
    void anotherExportReplacesTheFormerAndAnythingElseIsLeftAlone() throws IOException {
        export("0.2.0");
        Path killed = folder.resolve(".model" + ModelPlace.UNFINISHED);
        Files.createDirectories(killed.resolve("variables"));
        Path own = Files.createDirectories(folder.resolve("model.unfinished"));
        assertThat(export("0.2.1").manifest().version()).isEqualTo("0.2.1");
        assertThat(killed).doesNotExist();
        assertThat(own).exists();

        Path thesis = Files.createDirectories(folder.resolve("model/thesis")).resolve("chapter1.txt");
        Files.writeString(thesis, "years of work");
        assertThatThrownBy(() -> export("0.2.2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds files that are of no model");
        assertThat(thesis).hasContent("years of work");
        Files.delete(thesis);
        export("0.2.2");

        Files.writeString(folder.resolve("model/manifest.json"), "{\"name\": \"a web application\"}");
        assertThatThrownBy(() -> export("0.2.3")).hasMessageContaining("holds files that are of no model");
        Files.delete(folder.resolve("model/manifest.json"));
        assertThatThrownBy(() -> export("0.2.3")).hasMessageContaining("holds files that are of no model");
        assertThat(folder.resolve("model/saved_model.pb")).exists();
        assertThatThrownBy(() -> export("2")).hasMessageContaining("three numbers such as 1.0.0, not '2'");
    }

    /** By a digit that the card, the figures and the golden outputs do not know of. */
    @Test
    void aManifestThatWasChangedIsNotServedUntilTheModelIsExportedAgain() throws IOException {
        export("0.2.0");
        Path manifest = folder.resolve("model/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"threshold\": 0.5", "\"threshold\": 0.51"));

        assertThatThrownBy(() -> ModelFolder.open(folder.resolve("model")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("its checksum differs")
                .hasMessageEndingWith("export the model again");
        assertThat(export("0.2.0").manifest().tasks().get(0).threshold()).isEqualTo(.5);
    }

    /** The second neither ends the first nor leaves a mixture of both. */
    @Test
    void oneExportAtATimeIsAtWorkInAFolder() throws IOException {
        Path model = folder.resolve("model");
        try (ModelPlace first = ModelPlace.reserve(model)) {
            Files.writeString(first.unfinished().resolve("saved_model.pb"), "half");
            assertThatThrownBy(() -> export("0.2.1"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another export is at work in " + model);
            assertThat(first.unfinished()).isDirectory();
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(export("0.2.2").manifest().version()).isEqualTo("0.2.2");
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void aModelWhoseGoldenOutputsAreAnothersIsNotServed() throws IOException {
        export("0.2.0");
        Classifier other = new Classifier("small", TASKS, Weights.random(Architecture.SMALL, 2, 2), Map.of());
        Path model = folder.resolve("model");
        Files.delete(model.resolve("saved_model.pb"));
        try (InferenceModel network = other.model()) {
            network.export(folder.resolve("other"));
        }
        Files.copy(folder.resolve("other/saved_model.pb"), model.resolve("saved_model.pb"));
        ModelFolder.seal(model, ModelManifest.read(model));

        assertThatThrownBy(() -> TensorFlowEncoder.open(
                        model, new EncoderSettings(4, Duration.ZERO, 4, 1, folder.resolve("cache"))))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("does not give its golden output");
    }
}
