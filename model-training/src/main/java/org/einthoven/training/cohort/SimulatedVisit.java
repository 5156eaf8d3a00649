package org.einthoven.training.cohort;

import java.time.Instant;
import java.util.Objects;
import org.einthoven.ecg.simulator.Patient;
import org.einthoven.ecg.simulator.Visit;
import org.einthoven.ecg.store.StoreKey;

/**
 * One ECG before it is recorded.
 *
 * @param seed of all chance within the recording
 */
record SimulatedVisit(StoreKey record, Instant time, HeartState state, Nuisance nuisance, long seed) {
    SimulatedVisit {
        Objects.requireNonNull(record);
        Objects.requireNonNull(time);
        Objects.requireNonNull(state);
        Objects.requireNonNull(nuisance);
    }

    Visit of(Patient patient) {
        return new Visit(
                state.rhythm(nuisance.bpm(), patient),
                state.ventricles(),
                state.infarction(),
                nuisance.noise(),
                nuisance.faults(),
                nuisance.placement(),
                nuisance.site().recorder(nuisance.gain()));
    }
}
