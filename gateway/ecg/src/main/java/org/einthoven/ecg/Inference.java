package org.einthoven.ecg;

import java.util.List;
import java.util.Objects;

/**
 * What an encoder made of one ECG.
 *
 * @param embedding mean over the windows
 * @param predictions one a task, in the order of the model card
 * @param windows how many 10 s windows were analysed
 */
public record Inference(Embedding embedding, List<Prediction> predictions, int windows) {
    public Inference {
        Objects.requireNonNull(embedding);
        predictions = List.copyOf(predictions);
    }
}
