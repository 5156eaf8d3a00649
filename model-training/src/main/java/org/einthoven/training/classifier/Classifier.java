package org.einthoven.training.classifier;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.einthoven.ecg.Task;
import org.einthoven.training.network.Architecture;
import org.einthoven.training.network.InferenceModel;
import org.einthoven.training.network.Weights;

/**
 * An encoder with a head for each task.
 *
 * @param encoder small, standard or large
 * @param tasks in the order of the heads
 * @param description what the weights follow from, by name
 */
public record Classifier(String encoder, List<Task> tasks, Weights weights, Map<String, String> description) {
    public Classifier {
        Architecture.named(encoder);
        tasks = List.copyOf(tasks);
        description = Map.copyOf(description);
    }

    public Architecture architecture() {
        return Architecture.named(encoder);
    }

    public InferenceModel model() {
        return new InferenceModel(weights, architecture(), tasks.size());
    }

    /** What the description says of something, "unknown" where it does not. */
    public String described(String name) {
        return description.getOrDefault(name, "unknown");
    }

    /** Whether the encoder was pretrained, and not just made for this. */
    public boolean isPretrained() {
        return description.containsKey(ClassifierRun.PRETRAINED + "data.source");
    }

    /** Where the ECGs are from that it was pretrained on; none where it was not. */
    public List<String> pretrainedOn() {
        return sources(ClassifierRun.PRETRAINED);
    }

    /** Where the labelled ECGs are from that encoder and heads were trained on before; none where there were none. */
    public List<String> taughtOn() {
        return sources(ClassifierRun.TAUGHT);
    }

    /** Where the labelled ECGs are from that it was made with. */
    public List<String> sources() {
        return sources("");
    }

    private List<String> sources(String stage) {
        String found = description.get(stage + "data.source");
        return found == null ? List.of() : Arrays.asList(found.split("\\+", -1));
    }
}
