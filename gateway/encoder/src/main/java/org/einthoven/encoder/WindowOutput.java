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

    boolean isFinite() {
        return areFinite(embedding) && areFinite(logits);
    }

    private static boolean areFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every value lies within tolerance × max(1, |expected|) of the expected one. */
    boolean agreesWith(WindowOutput expected, double tolerance) {
        return agree(embedding, expected.embedding, tolerance) && agree(logits, expected.logits, tolerance);
    }

    private static boolean agree(float[] values, float[] expected, double tolerance) {
        if (values.length != expected.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            // Written so that NaN disagrees.
            if (!(Math.abs((double) values[i] - expected[i]) <= tolerance * Math.max(1, Math.abs(expected[i])))) {
                return false;
            }
        }
        return true;
    }
}
