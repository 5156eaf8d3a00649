package org.einthoven.ecg.simulator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.einthoven.ecg.Wave;

/**
 * The bounds of the waves of all beats of a recording. Beats of one origin have the same P wave and QRS complex, which are
 * searched once; each T wave is of a length of its own, and searched when it is asked for.
 */
final class TrueWaves {
    private final Excitation excitation;
    private final ChestPlacement placement;
    private final List<ElectrodeFault> faults;
    private final Map<Origin, WaveBounds> p = new EnumMap<>(Origin.class);
    private final Map<Origin, WaveBounds> qrs = new EnumMap<>(Origin.class);

    TrueWaves(Excitation excitation, ChestPlacement placement, List<ElectrodeFault> faults) {
        this.excitation = excitation;
        this.placement = placement;
        this.faults = faults;
    }

    /** Nothing where no lead shows the beat's QRS complex. */
    Optional<TrueBeat> of(Beat beat) {
        Heart heart = excitation.of(beat.origin());
        WaveBounds complex = qrs.computeIfAbsent(beat.origin(), origin -> bounds(Wave.Kind.QRS, heart))
                .later(beat.time());
        WaveBounds atria = p.computeIfAbsent(beat.origin(), origin -> bounds(Wave.Kind.P, heart))
                .later(beat.time() - beat.pr());
        Wave shown = complex.all();
        return Optional.ofNullable(shown)
                .map(wave -> new TrueBeat(beat.origin(), atria, complex, () -> bounds(Wave.Kind.T, beat.paced(heart))
                        .later(beat.time())
                        .notBefore(wave.offset())));
    }

    private WaveBounds bounds(Wave.Kind kind, Heart heart) {
        return WaveBounds.of(kind, heart.kernels(kind), placement, faults);
    }
}
