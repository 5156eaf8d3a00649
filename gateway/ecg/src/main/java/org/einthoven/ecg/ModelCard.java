package org.einthoven.ecg;

import java.util.List;
import java.util.Objects;

/**
 * Which model it is and what may be expected of it, in short; the whole card lies beside the model.
 *
 * @param id stable name: "einthoven-ecg"
 * @param version "0.1.0"; another version is another model for reports
 * @param contentHash SHA-256 in lower-case hex of the model's files: one version has one content
 * @param intendedUse "Research use only …" until evidence says otherwise; shown wherever a prediction is
 * @param trainedOn one sentence
 */
public record ModelCard(
        String id,
        String version,
        String contentHash,
        String title,
        String intendedUse,
        String trainedOn,
        List<Task> tasks) {
    public ModelCard {
        Objects.requireNonNull(id);
        Objects.requireNonNull(version);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(title);
        Objects.requireNonNull(intendedUse);
        Objects.requireNonNull(trainedOn);
        tasks = List.copyOf(tasks);
    }
}
