package org.einthoven.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.GoldenWindows;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.ModelManifest;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.WindowOutput;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;

/** Writes a trained network as the folder that the gateway serves: frozen SavedModel, manifest, golden pairs, card. */
final class ModelExport {
    static final String CARD = "MODEL_CARD.md";
    static final String GOLDEN = "golden.bin";
    static final double GOLDEN_TOLERANCE = 1e-3;
    static final String INTENDED_USE =
            "Research use only. Not a medical device; not for diagnosis or treatment decisions.";

    private ModelExport() {}

    /**
     * Which model it is.
     *
     * @param version three numbers
     * @param trainedOn one sentence
     */
    record Description(String version, String title, String trainedOn) {}

    /**
     * Writes the folder, replacing what a former export left there.
     *
     * @param calibrations one a task, in the order of the logits
     * @param golden windows whose outputs are written beside them for the check at load
     */
    static ModelFolder write(
            Path folder,
            Description description,
            Weights weights,
            Architecture architecture,
            List<TaskCalibration> calibrations,
            List<NormalisedEcg> golden,
            String card)
            throws IOException {
        empty(folder);
        try (InferenceModel model = new InferenceModel(weights, architecture, calibrations.size())) {
            model.export(folder);
            new GoldenWindows(golden, outputs(model, golden)).write(folder.resolve(GOLDEN));
        }
        // A frozen graph has no variables; what the exporter leaves for them is empty.
        delete(folder.resolve("variables"));
        delete(folder.resolve("assets"));
        Files.writeString(folder.resolve(CARD), card);
        return ModelFolder.seal(
                folder,
                new ModelManifest(
                        "einthoven-ecg",
                        description.version(),
                        description.title(),
                        INTENDED_USE,
                        description.trainedOn(),
                        architecture.embeddingSize(),
                        calibrations,
                        new ModelManifest.Golden(GOLDEN, GOLDEN_TOLERANCE)));
    }

    private static List<WindowOutput> outputs(InferenceModel model, List<NormalisedEcg> windows) {
        return windows.stream().map(window -> output(model, window)).toList();
    }

    private static WindowOutput output(InferenceModel model, NormalisedEcg window) {
        InferenceModel.Output output = model.run(window.samples(), mask(window), 1);
        return new WindowOutput(output.embedding(), output.logits());
    }

    private static float[] mask(NormalisedEcg window) {
        float[] mask = new float[NormalisedEcg.SIZE];
        IntStream.range(0, mask.length).filter(i -> window.valid()[i]).forEach(i -> mask[i] = 1);
        return mask;
    }

    private static void empty(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : Arrays.asList("saved_model.pb", "fingerprint.pb", "variables", "assets", GOLDEN, CARD)) {
            delete(folder.resolve(name));
        }
        Files.deleteIfExists(folder.resolve(ModelManifest.FILE_NAME));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
