package org.einthoven.training.classifier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.contrast.PretrainedEncoder;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.einthoven.training.evaluate.study.Fingerprint;
import org.einthoven.training.network.Architecture;

/**
 * What a classifier is made of.
 *
 * @param name small, standard or large
 * @param weights by name; empty for fresh ones
 * @param description what is known of it
 */
public record StartingEncoder(String name, Map<String, float[]> weights, Map<String, String> description) {
    public StartingEncoder {
        Architecture.named(name);
        weights = Map.copyOf(weights);
        description = Map.copyOf(description);
    }

    /** One that has learnt nothing. */
    public static StartingEncoder fresh(String name) {
        return new StartingEncoder(name, Map.of(), Map.of());
    }

    /**
     * One that a run of pretraining left.
     *
     * @param split of the records that the classifier is made with
     * @throws IOException where there is none, or it learnt from patients who validate or test the classifier
     */
    public static StartingEncoder pretrained(Path run, PatientSplit split) throws IOException {
        PretrainedEncoder encoder = PretrainedEncoder.read(run);
        Optional<LearntPatients> learnt = LearntPatients.ofRun(run);
        if (learnt.isPresent()) {
            requireUnseen(run, learnt.get(), split);
        }
        Map<String, String> kept = new TreeMap<>();
        encoder.description().forEach((name, value) -> kept.put(ClassifierRun.PRETRAINED + name, value));
        kept.put(ClassifierRun.PRETRAINED + "weights", fingerprint(encoder));
        kept.put(ClassifierRun.PRETRAINED + "unseen", learnt.isPresent() ? "checked" : "unknown");
        return new StartingEncoder(
                encoder.description().getOrDefault("encoder", ""),
                encoder.weights().values(),
                kept);
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

    private static String fingerprint(PretrainedEncoder encoder) {
        Fingerprint fingerprint = new Fingerprint();
        encoder.weights()
                .values()
                .forEach((name, values) -> fingerprint.add(name).add(new float[][] {values}));
        return fingerprint.hex();
    }

    public Architecture architecture() {
        return Architecture.named(name);
    }
}
