package org.einthoven.training.cohort;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Normaliser;
import org.einthoven.ecg.simulator.EcgSimulator;
import org.einthoven.ecg.simulator.SimulatedEcg;
import org.einthoven.ecg.simulator.TrueBeat;
import org.einthoven.ecg.store.StoredEcg;

/** Records patients' visits: ten seconds at the site's rate, normalised as real ECGs are. Safe for use by many threads. */
final class Recordings {
    static final double SECONDS = 10;

    private final Normaliser normaliser = new Normaliser();
    private final Map<Site, EcgSimulator> simulators = new EnumMap<>(Site.class);

    Recordings() {
        for (Site site : Site.values()) {
            simulators.put(site, new EcgSimulator(site.samplingRateHz(), SECONDS));
        }
    }

    SimulatedEcg simulate(SimulatedPatient patient, SimulatedVisit visit) {
        return simulator(visit).record(patient.heart(), visit.of(patient.heart()), visit.seed());
    }

    /** The beats of the same ECG, without its samples. */
    List<TrueBeat> beats(SimulatedPatient patient, SimulatedVisit visit) {
        return simulator(visit).beats(patient.heart(), visit.of(patient.heart()), visit.seed());
    }

    private EcgSimulator simulator(SimulatedVisit visit) {
        return Objects.requireNonNull(simulators.get(visit.nuisance().site()));
    }

    /** In order of time. */
    List<CohortEcg> of(SimulatedPatient patient) {
        List<CohortEcg> ecgs = new ArrayList<>();
        for (SimulatedVisit visit : patient.visits()) {
            SimulatedEcg ecg = simulate(patient, visit);
            NormalisedEcg window =
                    normaliser.normalise(ecg.recording()).windows().get(0);
            ecgs.add(new CohortEcg(entry(patient, visit, ecg), window));
        }
        return ecgs;
    }

    private static StoredEcg entry(SimulatedPatient patient, SimulatedVisit visit, SimulatedEcg ecg) {
        long years = ChronoUnit.YEARS.between(
                patient.visits().get(0).time().atOffset(ZoneOffset.UTC),
                visit.time().atOffset(ZoneOffset.UTC));
        return new StoredEcg(
                patient.key(),
                visit.record(),
                0,
                visit.time(),
                patient.sex(),
                patient.ageAtFirstVisit() + (int) years,
                TrueLabels.of(visit.state(), ecg.beats(), SECONDS));
    }
}
