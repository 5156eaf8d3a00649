package org.einthoven.training.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.GoldenWindows;
import org.einthoven.encoder.ModelFolder;
import org.einthoven.encoder.ModelManifest;
import org.einthoven.encoder.TaskCalibration;
import org.einthoven.encoder.WindowOutput;
import org.einthoven.training.classifier.Classifier;
import org.einthoven.training.loop.FolderTree;
import org.einthoven.training.network.InferenceModel;

/** Writes a classifier as the folder that the gateway serves: frozen SavedModel, manifest, golden pairs, card. */
public final class ModelExport {
    static final String CARD = "MODEL_CARD.md";
    static final String GOLDEN = "golden.bin";
    static final double GOLDEN_TOLERANCE = 1e-3;
    static final String ID = "einthoven-ecg";
    static final String INTENDED_USE =
            "Research use only. Not a medical device; not for diagnosis or treatment decisions.";

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private ModelExport() {}

    /**
     * Which model it is.
     *
     * @param version three numbers; another model has another
     * @param trainedOn one sentence
     */
    public record Description(String version, String title, String trainedOn) {
        public Description {
            requireVersion(version);
        }
    }

    /** @throws IllegalArgumentException for anything but three numbers with dots */
    public static void requireVersion(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "a model's version is three numbers such as 1.0.0, not '" + version + "'");
        }
    }

    /**
     * Writes a model into a folder that nobody else exports into.
     *
     * @param calibrations one a task, in the order of the logits
     */
    public static ModelFolder write(
            Path folder,
            Description description,
            Classifier classifier,
            List<TaskCalibration> calibrations,
            String card)
            throws IOException {
        try (ModelPlace place = ModelPlace.reserve(folder)) {
            return write(place, description, classifier, calibrations, card);
        }
    }

    /**
     * Writes the folder beside its place and puts it there when it is whole, instead of a former model.
     *
     * @param calibrations one a task, in the order of the logits
     */
    public static ModelFolder write(
            ModelPlace place,
            Description description,
            Classifier classifier,
            List<TaskCalibration> calibrations,
            String card)
            throws IOException {
        fill(place.unfinished(), description, classifier, calibrations, card);
        return place.publish();
    }

    private static void fill(
            Path folder,
            Description description,
            Classifier classifier,
            List<TaskCalibration> calibrations,
            String card)
            throws IOException {
        List<NormalisedEcg> golden = GoldenEcgs.windows();
        try (InferenceModel model = classifier.model()) {
            model.export(folder);
            new GoldenWindows(golden, outputs(model, golden)).write(folder.resolve(GOLDEN));
        }
        // A frozen graph has no variables; what the exporter leaves for them is empty.
        FolderTree.delete(folder.resolve("variables"));
        FolderTree.delete(folder.resolve("assets"));
        Files.writeString(folder.resolve(CARD), card);
        ModelFolder.seal(
                folder,
                new ModelManifest(
                        ID,
                        description.version(),
                        description.title(),
                        INTENDED_USE,
                        description.trainedOn(),
                        classifier.architecture().embeddingSize(),
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
}
