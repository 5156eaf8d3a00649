package org.einthoven.ecg.store;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Demographics.Sex;
import org.einthoven.ecg.Task;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of a window of ten seconds besides its samples.
 *
 * @param patient the same for all records of a patient
 * @param record the same for all windows of a record
 * @param window its number in the record, from 0
 * @param acquired to the second; may be shifted by a time of the patient's own, so that intervals between visits stay true
 * @param ageYears at the recording, at most 90, as higher ages tell who it is
 * @param labels whether a finding is present; without a value where nobody looked for it
 */
public record StoredEcg(
        StoreKey patient,
        StoreKey record,
        int window,
        @Nullable Instant acquired,
        @Nullable Sex sex,
        @Nullable Integer ageYears,
        Map<Task, Boolean> labels) {
    private static final int MOST_YEARS = 90;
    private static final int MOST_WINDOWS = 0xffff;

    public StoredEcg {
        Objects.requireNonNull(patient);
        Objects.requireNonNull(record);
        if (window < 0 || window > MOST_WINDOWS) {
            throw new IllegalArgumentException("a record has no window " + window);
        }
        ageYears = ageYears == null || ageYears < 0 ? null : Math.min(MOST_YEARS, ageYears);
        Map<Task, Boolean> copy = new EnumMap<>(Task.class);
        copy.putAll(labels);
        labels = Collections.unmodifiableMap(copy);
    }

    /** One of which nothing but whose it is is known. */
    public static StoredEcg unlabelled(StoreKey patient, StoreKey record, int window) {
        return new StoredEcg(patient, record, window, null, null, null, Map.of());
    }

    /** The same with other labels. */
    public StoredEcg withLabels(Map<Task, Boolean> others) {
        return new StoredEcg(patient, record, window, acquired, sex, ageYears, others);
    }

    /** The same of another window of the record. */
    public StoredEcg atWindow(int number) {
        return new StoredEcg(patient, record, number, acquired, sex, ageYears, labels);
    }
}
