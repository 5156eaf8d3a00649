package org.einthoven.training.compare;

import java.util.HashSet;
import java.util.Set;
import org.einthoven.ecg.store.StoreKey;
import org.einthoven.ecg.store.StoredEcg;
import org.einthoven.training.contrast.LearntPatients;
import org.einthoven.training.data.LabelledRecords;
import org.einthoven.training.data.Part;
import org.einthoven.training.data.PatientSplit;
import org.jspecify.annotations.Nullable;

/**
 * Learns from some sources and tests on others. Of the sources that are learnt from, the training part trains; all others choose and calibrate, as their test part
 * tests nothing here, and thresholds need positives. Of the tested sources all records test, or, where there is a split for them, its test part; but
 * nobody who trains, and nobody from whom the encoder learnt.
 */
final class AcrossSources implements Parting {
    private final Set<String> tested;
    private final PatientSplit split;
    private final @Nullable PatientSplit testSplit;
    private final @Nullable LearntPatients learnt;
    private final Set<StoreKey> learners = new HashSet<>();

    /**
     * @param records of all sources
     * @param testSplit null where all records of the tested sources test
     * @param learnt null where it is not known from whom the encoder learnt
     */
    AcrossSources(
            LabelledRecords records,
            Set<String> tested,
            PatientSplit split,
            @Nullable PatientSplit testSplit,
            @Nullable LearntPatients learnt) {
        this.tested = Set.copyOf(tested);
        this.split = split;
        this.testSplit = testSplit;
        this.learnt = learnt;
        for (int record = 0; record < records.size(); record++) {
            StoreKey patient = records.records().get(record).patient();
            if (!tested.contains(records.source(record)) && split.of(patient) != null) {
                learners.add(patient);
            }
        }
    }

    @Override
    public @Nullable Part of(String source, StoredEcg ecg) {
        if (!tested.contains(source)) {
            Part part = split.of(ecg.patient());
            return part == Part.TEST ? Part.VALIDATION : part;
        }
        return isToTest(source, ecg) && !isSeen(ecg) && !isLearner(ecg) ? Part.TEST : null;
    }

    /** Whether it would test, if nobody had learnt from the patient. */
    boolean isToTest(String source, StoredEcg ecg) {
        return tested.contains(source) && (testSplit == null || testSplit.of(ecg.patient()) == Part.TEST);
    }

    /** Whether the encoder learnt from the patient. */
    boolean isSeen(StoredEcg ecg) {
        return learnt != null && learnt.contains(ecg.patient());
    }

    /** Whether the patient has ECGs in the sources that are learnt from as well. */
    boolean isLearner(StoredEcg ecg) {
        return learners.contains(ecg.patient());
    }
}
