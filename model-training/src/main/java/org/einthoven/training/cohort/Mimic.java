package org.einthoven.training.cohort;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.Ventricles;

/**
 * What looks like a finding and is none. Fast sinus rhythms, which look like flutter, artefacts and exchanged electrodes are
 * nuisances, that any ECG may have.
 */
public enum Mimic {
    /** Of fibrillation and of premature atrial beats. */
    SINUS_ARRHYTHMIA("sinus-arrhythmia"),
    /** Of first-degree AV block: a PR interval of 180 to 198 ms. */
    LONG_NORMAL_PR("long-normal-pr"),
    /** Of an acute infarction. */
    EARLY_REPOLARISATION("early-repolarisation"),
    /** Of an infarction, and of a run of ventricular beats. */
    LEFT_BUNDLE_BRANCH_BLOCK("lbbb"),
    /** The same. */
    RIGHT_BUNDLE_BRANCH_BLOCK("rbbb");

    private final String id;

    Mimic(String id) {
        this.id = id;
    }

    /** Its name in options and files. */
    public String id() {
        return id;
    }

    boolean isShownBy(HeartState state) {
        return switch (this) {
            case SINUS_ARRHYTHMIA -> state.kind() == Kind.SINUS_ARRHYTHMIA;
            case LONG_NORMAL_PR -> state.isSinus() && state.prSeconds() >= .180 && state.prSeconds() < .200;
            case EARLY_REPOLARISATION -> state.ventricles() == Ventricles.EARLY_REPOLARISATION;
            case LEFT_BUNDLE_BRANCH_BLOCK -> state.ventricles() == Ventricles.LEFT_BUNDLE_BRANCH_BLOCK;
            case RIGHT_BUNDLE_BRANCH_BLOCK -> state.ventricles() == Ventricles.RIGHT_BUNDLE_BRANCH_BLOCK;
        };
    }

    static Mimic ofId(String id) {
        return Arrays.stream(values())
                .filter(mimic -> mimic.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no finding or mimic '" + id + "'; mimics are "
                        + Arrays.stream(values()).map(Mimic::id).collect(Collectors.joining(", "))));
    }
}
