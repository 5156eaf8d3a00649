package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.Weights;

/**
 * What a classifier is made of.
 *
 * @param name small, standard or large
 * @param weights by name; empty for fresh ones
 * @param heads the findings of the heads among the weights; empty where there are none
 * @param learnt from whom it learnt; empty where that is not known
 * @param description what is known of it
 */
public record StartingEncoder(
        String name,
        Map<String, float[]> weights,
        List<Task> heads,
        Optional<LearntPatients> learnt,
        Map<String, String> description) {
    private static final String UNSEEN = "unseen";

    public StartingEncoder {
        Architecture.named(name);
        weights = Map.copyOf(weights);
        heads = List.copyOf(heads);
        description = Map.copyOf(description);
    }

    /** One that has learnt nothing. */
    public static StartingEncoder fresh(String name) {
        return new StartingEncoder(name, Map.of(), List.of(), Optional.of(LearntPatients.of(List.of())), Map.of());
    }

    /**
     * One that a run of pretraining left, or with its heads one of fine-tuning, as on simulated ECGs.
     *
     * @param split of the records that the classifier is made with
     * @throws IOException where there is none, or it learnt from patients who validate or test the classifier
     */
    public static StartingEncoder of(Path run, PatientSplit split) throws IOException {
        Optional<LearntPatients> learnt = LearntPatients.ofRun(run);
        if (learnt.isPresent()) {
            requireUnseen(run, learnt.get(), split);
        }
        ClassifierRun classifier = new ClassifierRun(run);
        return classifier.isThere()
                ? taught(classifier.read(), learnt)
                : pretrained(PretrainedEncoder.read(run), learnt);
    }

    private static StartingEncoder pretrained(PretrainedEncoder encoder, Optional<LearntPatients> learnt) {
        Map<String, String> kept = new TreeMap<>();
        encoder.description().forEach((name, value) -> kept.put(ClassifierRun.PRETRAINED + name, value));
        kept.put(ClassifierRun.PRETRAINED + "weights", fingerprint(encoder.weights()));
        kept.put(ClassifierRun.PRETRAINED + UNSEEN, learnt.isPresent() ? "checked" : "unknown");
        return new StartingEncoder(
                encoder.description().getOrDefault("encoder", ""),
                encoder.weights().values(),
                List.of(),
                learnt,
                kept);
    }

    private static StartingEncoder taught(Classifier classifier, Optional<LearntPatients> learnt) {
        Map<String, String> kept = new TreeMap<>();
        classifier.description().forEach((name, value) -> {
            boolean ofPretraining = name.startsWith(ClassifierRun.PRETRAINED);
            kept.put(ofPretraining ? name : ClassifierRun.TAUGHT + name, value);
        });
        // A path, which may change.
        kept.remove(ClassifierRun.TAUGHT + ClassifierRun.STORES);
        kept.put(ClassifierRun.TAUGHT + "weights", fingerprint(classifier.weights()));
        String unseen = learnt.isPresent() ? "checked" : "unknown";
        kept.put(ClassifierRun.TAUGHT + UNSEEN, unseen);
        kept.computeIfPresent(ClassifierRun.PRETRAINED + UNSEEN, (name, value) -> unseen);
        return new StartingEncoder(
                classifier.encoder(), classifier.weights().values(), classifier.tasks(), learnt, kept);
    }

    private static void requireUnseen(Path run, LearntPatients learnt, PatientSplit split) throws IOException {
        long known = split.parts().entrySet().stream()
                .filter(entry -> entry.getValue() != Part.TRAIN && learnt.contains(entry.getKey()))
                .count();
        if (known > 0) {
            throw new IOException("the encoder in " + run + " was pretrained on " + known
                    + " patients of the validation and test parts: its figures would tell nothing");
        }
    }

    private static String fingerprint(Weights weights) {
        Fingerprint fingerprint = new Fingerprint();
        weights.values().forEach((name, values) -> fingerprint.add(name).add(new float[][] {values}));
        return fingerprint.hex();
    }

    /** From whom a classifier has learnt that begins with it; empty where that is not known. */
    Optional<LearntPatients> learntWith(PatientSplit split) {
        List<StoreKey> more = split.parts().entrySet().stream()
                .filter(entry -> entry.getValue() != Part.TEST)
                .map(Map.Entry::getKey)
                .toList();
        return learnt.map(before -> before.with(more));
    }

    /** The weights that serve a classifier of these findings: with the heads where they are of the same. */
    Map<String, float[]> weights(List<Task> tasks) {
        Map<String, float[]> kept = new HashMap<>(weights);
        if (!heads.equals(tasks)) {
            kept.keySet().removeAll(List.of(Weights.HEADS, Weights.HEADS_BIAS));
        }
        return kept;
    }

    public Architecture architecture() {
        return Architecture.named(name);
    }
}
