package org.einthoven.training.cohort;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.einthoven.ecg.Task;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.simulator.Origin;
import org.einthoven.ecg.simulator.Rhythm.Kind;
import org.einthoven.ecg.simulator.TrueBeat;

/** Reads labels off what was simulated, not off what was meant to be. */
final class TrueLabels {
    /** Above it the PR interval is that of a first-degree AV block. */
    static final double LONGEST_NORMAL_PR = .200;

    private TrueLabels() {}

    /**
     * @param beats within the recording
     * @param seconds how long that is
     */
    static Map<Task, Boolean> of(HeartState state, List<TrueBeat> beats, double seconds) {
        Map<Task, Boolean> labels = new EnumMap<>(Task.class);
        labels.put(Task.ATRIAL_FIBRILLATION, state.kind() == Kind.ATRIAL_FIBRILLATION);
        labels.put(Task.ATRIAL_FLUTTER, state.kind() == Kind.ATRIAL_FLUTTER);
        labels.put(Task.PREMATURE_ATRIAL_CONTRACTION, has(Origin.ATRIAL_PREMATURE, beats, seconds));
        labels.put(Task.PREMATURE_VENTRICULAR_CONTRACTION, has(Origin.VENTRICULAR_PREMATURE, beats, seconds));
        labels.put(Task.FIRST_DEGREE_AV_BLOCK, prSeconds(beats) > LONGEST_NORMAL_PR);
        labels.put(Task.MYOCARDIAL_INFARCTION, state.infarction() != null);
        return labels;
    }

    /** Whether such a beat lies within the recording with its whole QRS complex. */
    private static boolean has(Origin origin, List<TrueBeat> beats, double seconds) {
        return beats.stream().filter(beat -> beat.origin() == origin).anyMatch(beat -> {
            Wave qrs = Objects.requireNonNull(beat.wave(Wave.Kind.QRS));
            return qrs.onset() >= 0 && qrs.offset() <= seconds;
        });
    }

    /** The median over beats of the sinus node; 0 where there is none with a P wave. */
    static double prSeconds(List<TrueBeat> beats) {
        double[] intervals = beats.stream()
                .filter(beat -> beat.origin() == Origin.SINUS && beat.wave(Wave.Kind.P) != null)
                .mapToDouble(beat -> onset(beat, Wave.Kind.QRS) - onset(beat, Wave.Kind.P))
                .sorted()
                .toArray();
        return intervals.length == 0 ? 0 : intervals[intervals.length / 2];
    }

    private static double onset(TrueBeat beat, Wave.Kind kind) {
        return Objects.requireNonNull(beat.wave(kind)).onset();
    }
}
