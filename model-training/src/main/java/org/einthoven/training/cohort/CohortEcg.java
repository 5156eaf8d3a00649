package org.einthoven.training.cohort;

import java.util.Objects;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.store.StoredEcg;

/**
 * A simulated ECG as a store takes it.
 *
 * @param entry with all labels known
 */
public record CohortEcg(StoredEcg entry, NormalisedEcg window) {
    public CohortEcg {
        Objects.requireNonNull(entry);
        Objects.requireNonNull(window);
    }
}
