package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.einthoven.ecg.Task;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.data.Extent;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.loop.RunProperties;
import org.einthoven.training.network.Weights;

/**
 * The folder of a run that makes a classifier: {@code run.properties} with all that it follows from, {@code split.csv}, {@code metrics.csv}, and
 * {@code weights.bin} when it is done. A run that was killed before is begun again.
 */
public record ClassifierRun(Path folder) {
    static final String PRETRAINED = "pretrained.";
    /** Before that, on other labelled records. */
    static final String TAUGHT = "taught.";

    private static final String RUN = RunProperties.KIND;
    private static final String ENCODER = "encoder";
    private static final String TASKS = "tasks";
    /** Paths: where the data lie may change, what they are may not. */
    static final String STORES = "data.paths";

    /** How a classifier is made. */
    public enum Kind {
        FINETUNE,
        PROBE;

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Path properties() {
        return folder.resolve(RunProperties.FILE_NAME);
    }

    public Path split() {
        return folder.resolve("split.csv");
    }

    public Path metrics() {
        return folder.resolve("metrics.csv");
    }

    public Path weights() {
        return folder.resolve("weights.bin");
    }

    /** Figures on test records, which export writes. */
    public Path evaluation() {
        return folder.resolve("evaluation.md");
    }

    /** Whether the folder holds one, done or not. */
    boolean isThere() throws IOException {
        return Files.exists(properties()) && RunProperties.read(properties()).containsKey(RUN);
    }

    public boolean isDone() {
        return Files.exists(weights());
    }

    /** What a classifier follows from, but for its settings. */
    static Map<String, String> description(Kind kind, String encoder, LearningParts parts, Map<String, String> made) {
        Map<String, String> all = new TreeMap<>(made);
        all.put(RUN, kind.id());
        all.put(ENCODER, encoder);
        all.put(TASKS, parts.tasks().stream().map(Task::id).collect(Collectors.joining(",")));
        all.putAll(ofData(parts));
        all.put(Extent.KEY, parts.dataset().extent().toString());
        return all;
    }

    private static Map<String, String> ofData(LearningParts parts) {
        return Map.of(
                "data.source", parts.dataset().source(),
                "data.fingerprint", parts.dataset().fingerprint(),
                "data.split", parts.split().fingerprint());
    }

    /**
     * Begins a run, or finds one of the same description.
     *
     * @param remarks kept beside, such as the commit
     * @throws IOException where the folder holds anything else
     */
    void open(Map<String, String> description, Map<String, String> remarks, PatientSplit split, List<Path> stores)
            throws IOException {
        if (Files.exists(properties())) {
            Map<String, String> same = new TreeMap<>(description);
            // The fingerprint tells; runs of earlier versions do not have it.
            same.remove(Extent.KEY);
            RunProperties.requireSame(folder, same, RunProperties.read(properties()));
        } else {
            begin(description, remarks, stores);
        }
        // Behind the properties, by which a folder is known as a run: one that was killed in between lacks the split.
        if (!Files.exists(split())) {
            split.write(split());
        }
    }

    private void begin(Map<String, String> description, Map<String, String> remarks, List<Path> stores)
            throws IOException {
        RunProperties.createFolder(folder);
        Map<String, String> all = new TreeMap<>(description);
        all.putAll(remarks);
        all.put(
                STORES,
                stores.stream()
                        .map(path -> path.toAbsolutePath().normalize().toString())
                        .collect(Collectors.joining("\n")));
        RunProperties.write(properties(), all);
    }

    /** From whom it learns, so that nobody of them tests what it becomes a part of. */
    void keepLearnt(Optional<LearntPatients> learnt) throws IOException {
        if (learnt.isPresent()) {
            learnt.get().write(folder);
        }
    }

    /** Whole or not at all. */
    void finish(Weights weights) throws IOException {
        weights.write(weights());
    }

    /** @throws IOException where the folder holds no run of fine-tuning or probes, or one that is not done */
    public Classifier read() throws IOException {
        Map<String, String> description = description();
        if (!isDone()) {
            throw new IOException("the run in " + folder + " is not done: run it again");
        }
        List<Task> tasks = tasks(description);
        Weights weights = Weights.read(weights());
        if (weights.get(Weights.HEADS_BIAS).length != tasks.size()) {
            throw new IOException(properties() + " names " + tasks.size() + " findings, and the weights are of "
                    + weights.get(Weights.HEADS_BIAS).length + ": the run is damaged");
        }
        return new Classifier(description.getOrDefault(ENCODER, ""), tasks, weights, description);
    }

    /**
     * By whose labels it was made: those of its split who do not test, and, where it began with what labels had made before, all from whom that learnt.
     *
     * @throws IOException where the folder holds no run of fine-tuning or probes, or its split cannot be read
     */
    public LearntPatients labelled() throws IOException {
        boolean taughtBefore = description().containsKey(TAUGHT + "data.source");
        LearntPatients own = LearntPatients.of(PatientSplit.read(split()).parts().entrySet().stream()
                .filter(entry -> entry.getValue() != Part.TEST)
                .map(Map.Entry::getKey)
                .toList());
        return taughtBefore ? LearntPatients.ofRun(folder).map(own::with).orElse(own) : own;
    }

    private Map<String, String> description() throws IOException {
        Map<String, String> description = Files.exists(properties()) ? RunProperties.read(properties()) : Map.of();
        String kind = description.getOrDefault(RUN, "");
        for (Kind each : Kind.values()) {
            if (each.id().equals(kind)) {
                return description;
            }
        }
        throw new IOException(folder + " holds no run of finetune or probe");
    }

    private List<Task> tasks(Map<String, String> description) throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (String id : description.getOrDefault(TASKS, "").split(",", -1)) {
            tasks.add(Task.ofId(id)
                    .orElseThrow(
                            () -> new IOException(properties() + " names the task '" + id + "', which is unknown")));
        }
        return tasks;
    }

    /**
     * The data that it learnt from.
     *
     * @param stores where they lie now; empty for where they lay then
     * @throws IOException where they are not the same
     */
    public LabelledParts data(List<Path> stores) throws IOException {
        Map<String, String> description = description();
        List<Path> paths = stores.isEmpty()
                ? description.getOrDefault(STORES, "").lines().map(Path::of).toList()
                : stores;
        LabelledParts parts = LabelledParts.read(paths, folder, PatientSplit.read(split()), tasks(description));
        RunProperties.requireSame(folder, ofData(parts.learning()), description);
        return parts;
    }
}
