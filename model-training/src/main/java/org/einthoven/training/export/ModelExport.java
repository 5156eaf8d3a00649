package org.einthoven.training.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.GoldenWindows;
import org.einthoven.encoder.InvalidModelException;
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
    /** Behind the name of the hidden folder in which a model is written; one that is there is of an export that was killed. */
    static final String UNFINISHED = ".einthoven-export-unfinished";

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

    /** @throws IOException where a folder holds anything but a model, which would be lost */
    public static void requireFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file; a model is a folder");
        }
        List<String> files = filesBelow(folder);
        if (!files.isEmpty() && !filesOfModel(folder).containsAll(files)) {
            throw new IOException("the folder " + folder + " holds files that are of no model: take another folder");
        }
    }

    /** By their paths with '/', as a manifest has them. */
    private static List<String> filesBelow(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    /** Empty where there is no manifest of a model. */
    private static Set<String> filesOfModel(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(ModelManifest.FILE_NAME))) {
            return Set.of();
        }
        try {
            Set<String> files = new HashSet<>(ModelManifest.read(folder).files().keySet());
            files.add(ModelManifest.FILE_NAME);
            return files;
        } catch (InvalidModelException e) {
            return Set.of(); // A manifest of something else, as web applications have.
        }
    }

    /**
     * Writes the folder beside its place and puts it there when it is whole, instead of a former model.
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
        requireFree(folder);
        Path place = folder.toAbsolutePath().normalize();
        Path unfinished = place.resolveSibling("." + place.getFileName() + UNFINISHED);
        FolderTree.delete(unfinished);
        try {
            fill(Files.createDirectories(unfinished), description, classifier, calibrations, card);
            FolderTree.delete(place);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FolderTree.delete(unfinished);
        }
        return ModelFolder.open(folder);
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
