package org.einthoven.ecg.simulator;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded: the state in which a patient's heart is, and what disturbs the recording.
 *
 * @param infarction null where there is none
 * @param faults of electrodes; several may be there at once
 */
public record Visit(
        Rhythm rhythm,
        Ventricles ventricles,
        @Nullable Infarction infarction,
        Noise noise,
        Set<ElectrodeFault> faults,
        ChestPlacement placement,
        Recorder recorder) {
    private static final double RESTING_BPM = 65;

    /** Sinus rhythm of 65 a minute and a quiet recording. */
    public static final Visit HEALTHY = new Visit(
            Rhythm.sinus(RESTING_BPM),
            Ventricles.NORMAL,
            null,
            Noise.CLEAN,
            Set.of(),
            ChestPlacement.CORRECT,
            Recorder.IDEAL);

    public Visit {
        Objects.requireNonNull(rhythm);
        Objects.requireNonNull(ventricles);
        Objects.requireNonNull(noise);
        Objects.requireNonNull(placement);
        Objects.requireNonNull(recorder);
        faults = Set.copyOf(faults);
    }

    public Visit with(Rhythm other) {
        return new Visit(other, ventricles, infarction, noise, faults, placement, recorder);
    }

    public Visit with(Ventricles other) {
        return new Visit(rhythm, other, infarction, noise, faults, placement, recorder);
    }

    public Visit with(Infarction other) {
        return new Visit(rhythm, ventricles, other, noise, faults, placement, recorder);
    }

    public Visit with(Noise other) {
        return new Visit(rhythm, ventricles, infarction, other, faults, placement, recorder);
    }

    public Visit with(ElectrodeFault... others) {
        return new Visit(rhythm, ventricles, infarction, noise, Set.of(others), placement, recorder);
    }

    public Visit with(ChestPlacement other) {
        return new Visit(rhythm, ventricles, infarction, noise, faults, other, recorder);
    }

    public Visit with(Recorder other) {
        return new Visit(rhythm, ventricles, infarction, noise, faults, placement, other);
    }
}
