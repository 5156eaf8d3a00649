package org.einthoven.ecg;

import java.util.List;
import java.util.Objects;

/**
 * A recording in the form that encoders read, window after window.
 *
 * @param windows 10 s each, in time order; empty only when {@link #quality()} says why the recording is not analysed
 */
public record Normalisation(List<NormalisedEcg> windows, QualityReport quality) {
    public Normalisation {
        windows = List.copyOf(windows);
        Objects.requireNonNull(quality);
    }
}
