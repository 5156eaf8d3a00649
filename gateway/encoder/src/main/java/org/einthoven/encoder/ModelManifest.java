package org.einthoven.encoder;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.einthoven.ecg.ModelCard;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.Task;

/**
 * What a model says of itself: {@value #FILE_NAME} in its folder. The SHA-256 of that file is the model's content
 * hash, because the manifest holds the hash of every other file. Its own content is sealed by a checksum in it, so that a digit that
 * was changed in a threshold is not served.
 *
 * @param id stable name: "einthoven-ecg"
 * @param version three numbers: "0.1.0"
 * @param intendedUse "Research use only …" until evidence says otherwise
 * @param trainedOn one sentence
 * @param preprocessing {@link Normaliser#VERSION} of what it learnt from
 * @param embeddingSize values of the output {@code embedding}
 * @param tasks in the order of the output {@code logits}
 * @param files every other file of the folder by its path with '/', and its SHA-256 in lower-case hex;
 *     {@link ModelFolder#seal} fills it in
 */
public record ModelManifest(
        String id,
        String version,
        String title,
        String intendedUse,
        String trainedOn,
        int preprocessing,
        int embeddingSize,
        List<TaskCalibration> tasks,
        Golden golden,
        SortedMap<String, String> files) {
    public static final String FILE_NAME = "manifest.json";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public ModelManifest {
        require(NAME.matcher(id).matches(), "id is not lower-case letters, digits, '.' and '-'");
        require(VERSION.matcher(version).matches(), "version is not three numbers with dots");
        require(
                !title.isBlank() && !intendedUse.isBlank() && !trainedOn.isBlank(),
                "title, intendedUse or trainedOn is empty");
        require(preprocessing > 0, "preprocessing is not above 0");
        require(embeddingSize > 0, "embeddingSize is not above 0");
        tasks = List.copyOf(tasks);
        require(!tasks.isEmpty(), "tasks is empty");
        requireDistinct(tasks);
        Objects.requireNonNull(golden);
        var copy = new TreeMap<>(files);
        copy.forEach(ModelManifest::requireFile);
        files = Collections.unmodifiableSortedMap(copy);
    }

    /** A manifest of a model that learnt from what this program's Normaliser gives, and whose files are not hashed yet. */
    public ModelManifest(
            String id,
            String version,
            String title,
            String intendedUse,
            String trainedOn,
            int embeddingSize,
            List<TaskCalibration> tasks,
            Golden golden) {
        this(
                id,
                version,
                title,
                intendedUse,
                trainedOn,
                Normaliser.VERSION,
                embeddingSize,
                tasks,
                golden,
                new TreeMap<>());
    }

    /** Reads {@value #FILE_NAME} in a model's folder. */
    public static ModelManifest read(Path folder) throws IOException {
        try {
            return ofJson(Files.readString(folder.resolve(FILE_NAME)));
        } catch (NoSuchFileException e) {
            throw new InvalidModelException("the model folder " + folder + " has no " + FILE_NAME, e);
        } catch (CharacterCodingException e) {
            throw new InvalidModelException(FILE_NAME + " is not UTF-8 text", e);
        }
    }

    /**
     * The manifest and what it lists, also where it was changed since or is of a version that sealed none.
     *
     * @return empty where the folder has no manifest, or one of something else, as web applications have
     */
    public static Set<String> filesOfModel(Path folder) throws IOException {
        try {
            return ManifestJson.filesOfModel(Files.readString(folder.resolve(FILE_NAME)));
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Set.of();
        }
    }

    /** Writes {@value #FILE_NAME} into a model's folder. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE_NAME), toJson());
    }

    public static ModelManifest ofJson(String json) throws InvalidModelException {
        return ManifestJson.read(json);
    }

    public String toJson() {
        return ManifestJson.write(this);
    }

    ModelManifest withFiles(Map<String, String> hashes) {
        return new ModelManifest(
                id,
                version,
                title,
                intendedUse,
                trainedOn,
                preprocessing,
                embeddingSize,
                tasks,
                golden,
                new TreeMap<>(hashes));
    }

    ModelCard card(String contentHash) {
        List<Task> names = tasks.stream().map(TaskCalibration::task).toList();
        return new ModelCard(id, version, contentHash, title, intendedUse, trainedOn, names);
    }

    private static void requireDistinct(List<TaskCalibration> tasks) {
        Set<Task> seen = EnumSet.noneOf(Task.class);
        for (TaskCalibration calibration : tasks) {
            require(
                    seen.add(calibration.task()),
                    "the task " + calibration.task().id() + " stands twice");
        }
    }

    private static void requireFile(String name, String hash) {
        // A name that leaves the folder would make the loader read, and the unpacker write, elsewhere.
        boolean inside = !name.isEmpty()
                && !name.startsWith("/")
                && !name.contains("\\")
                && Stream.of(name.split("/", -1)).noneMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."));
        require(inside && !name.equals(FILE_NAME), "files names '" + name + "', which is no file of a model");
        require(SHA_256.matcher(hash).matches(), "the hash of " + name + " is not a SHA-256 in lower-case hex");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Inputs with the outputs that the exported model gave, in the format of {@link GoldenWindows}.
     *
     * @param file its name in the folder: "golden.bin"
     * @param tolerance a served output may differ by tolerance × max(1, |expected|): above 0, at most 0.1
     */
    public record Golden(String file, double tolerance) {
        public Golden {
            require(!file.isBlank(), "golden.file is empty");
            require(tolerance > 0 && tolerance <= 0.1, "golden.tolerance is not above 0 and at most 0.1");
        }
    }
}
