package org.einthoven.ecg.measurement;

import java.util.List;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.PacingSpikes;

/** QRS complexes that begin with a pacing spike. One among many beats is taken for an artefact. */
final class PacedBeats {
    private static final double BEFORE_ONSET_SECONDS = .08;
    private static final double AFTER_ONSET_SECONDS = .03;
    private static final int LEAST_BEATS = 2;
    private static final int LEAST_PART = 5;

    private PacedBeats() {}

    static Measured of(double samplingRateHz, Delineation delineation) {
        if (samplingRateHz < PacingSpikes.LEAST_RATE_HZ) {
            return Measured.absent("pacing spikes need %.0f samples a second".formatted(PacingSpikes.LEAST_RATE_HZ));
        }
        List<Beat> beats = delineation.beats();
        long paced = beats.stream()
                .filter(beat -> isPaced(beat, delineation.pacingSpikes()))
                .count();
        boolean artefacts = paced < LEAST_BEATS || paced * LEAST_PART < beats.size();
        return Measured.of(artefacts ? 0 : paced);
    }

    private static boolean isPaced(Beat beat, List<Double> spikes) {
        return beat.qrs() != null
                && spikes.stream()
                        .anyMatch(spike -> spike > beat.qrs().onset() - BEFORE_ONSET_SECONDS
                                && spike < beat.qrs().onset() + AFTER_ONSET_SECONDS);
    }
}
