package org.einthoven.encoder;

import java.util.Objects;

/**
 * What a model gives for one window. The arrays are this record's own.
 *
 * @param logits one a task, in the manifest's order, not calibrated
 */
public record WindowOutput(float[] embedding, float[] logits) {
    public WindowOutput {
        Objects.requireNonNull(embedding);
        Objects.requireNonNull(logits);
    }
}
