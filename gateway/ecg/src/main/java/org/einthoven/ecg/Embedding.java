package org.einthoven.ecg;

import java.util.Objects;

/** The encoder's representation of an ECG: a vector of finite floats. The array is this record's own. */
public record Embedding(float[] values) {
    public Embedding {
        Objects.requireNonNull(values);
    }
}
