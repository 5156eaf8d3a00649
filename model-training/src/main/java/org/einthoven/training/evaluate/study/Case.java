package org.einthoven.training.evaluate.study;

import java.util.Map;
import java.util.Objects;

/**
 * A record with its truth for one finding.
 *
 * @param record its number in the data set: where an arm finds its ECG or its embedding
 * @param patient a pseudonym; where the data set names no patients, one of the record's own
 * @param positive whether the finding is there
 * @param groups to which sub-groups it belongs, as far as known: "sex" → "female", "age" → "65-79"
 */
public record Case(int record, String patient, boolean positive, Map<String, String> groups) {
    public Case {
        if (record < 0) {
            throw new IllegalArgumentException("records are numbered from 0");
        }
        Objects.requireNonNull(patient);
        groups = Map.copyOf(groups);
    }
}
