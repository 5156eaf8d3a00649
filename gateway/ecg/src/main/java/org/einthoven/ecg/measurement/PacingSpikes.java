package org.einthoven.ecg.measurement;

import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.jspecify.annotations.Nullable;

/**
 * QRS complexes that follow a pacing spike. A spike is higher than 0.15 mV, back within 6 ms on both sides, and comes out of 40 ms
 * of quiet, which no R wave does; it shows in several leads at once. Recorders that filter spikes away, or sample fewer than
 * 250 times a second, hide them. One or two among many beats are taken for artefacts.
 */
final class PacingSpikes {
    private static final double LEAST_RATE_HZ = 250;
    private static final double SIDE_SECONDS = .006;
    private static final double QUIET_SECONDS = .04;
    private static final double LEAST_MV = .15;
    private static final double QUIET_PART = .3;
    private static final double BEFORE_ONSET_SECONDS = .08;
    private static final double AFTER_ONSET_SECONDS = .03;
    private static final double TOGETHER_SECONDS = .006;
    private static final int LEAST_BEATS = 2;
    private static final int LEAST_PART = 5;

    private PacingSpikes() {}

    /** How many beats are paced. */
    static Measured pacedBeats(EcgRecording recording, List<Beat> beats) {
        if (recording.samplingRateHz() < LEAST_RATE_HZ) {
            return Measured.absent("pacing spikes need 250 samples a second");
        }
        long paced =
                beats.stream().filter(beat -> isPaced(recording, beat.qrs())).count();
        boolean artefacts = paced < LEAST_BEATS || paced * LEAST_PART < beats.size();
        return Measured.of(artefacts ? 0 : paced);
    }

    private static boolean isPaced(EcgRecording recording, @Nullable Wave qrs) {
        if (qrs == null) {
            return false;
        }
        double rate = recording.samplingRateHz();
        int from = (int) Math.round((qrs.onset() - BEFORE_ONSET_SECONDS) * rate);
        int to = (int) Math.round((qrs.onset() + AFTER_ONSET_SECONDS) * rate);
        int together = (int) Math.ceil(TOGETHER_SECONDS * rate);
        int[] spikes = recording.leads().values().stream()
                .mapToInt(signal -> spike(signal, from, to))
                .filter(sample -> sample >= 0)
                .sorted()
                .toArray();
        int needed = Math.max(1, recording.leads().size() / 4);
        for (int i = 0; i + needed <= spikes.length; i++) {
            if (spikes[i + needed - 1] - spikes[i] <= together) {
                return true;
            }
        }
        return false;
    }

    /** The highest spike of a lead between two samples; -1 where there is none. */
    private static int spike(SampledSignal signal, int from, int to) {
        double rate = signal.samplingRateHz();
        double[] values = signal.millivolts();
        int side = Math.max(1, (int) Math.round(SIDE_SECONDS * rate));
        int quiet = (int) Math.round(QUIET_SECONDS * rate);
        int found = -1;
        double highest = LEAST_MV;
        for (int i = Math.max(from, quiet); i <= Math.min(to, values.length - 1 - side); i++) {
            double rise = values[i] - values[i - side];
            double fall = values[i] - values[i + side];
            double height = rise * fall > 0 ? Math.min(Math.abs(rise), Math.abs(fall)) : 0;
            if (height > highest && isQuiet(values, i - quiet, i - side, QUIET_PART * height)) {
                highest = height;
                found = i;
            }
        }
        return found;
    }

    private static boolean isQuiet(double[] values, int from, int to, double limit) {
        for (int i = from; i < to; i++) {
            if (!(Math.abs(values[i] - values[to]) <= limit)) {
                return false;
            }
        }
        return true;
    }
}
