package org.einthoven.ecg.measurement;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Delineation;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ventricles answer a pacemaker. Behind a spike that they do not answer the electrode's polarisation only fades: nothing in
 * what follows goes as far from what was before the spike as its end, and nothing is as steep as a QRS complex.
 */
final class PacingCapture {
    /** From the spike to the complex, at most; a complex that is later is the heart's own. */
    private static final double ANSWER_SECONDS = .2;

    /** A spike may come so late that it falls behind the steep part of the heart's own complex. */
    private static final double COMPLEX_SECONDS = .15;

    private static final double BEFORE_SECONDS = .008;
    /** {@link org.einthoven.ecg.delineation.PacingSpikes#without} bridges 12 ms. */
    private static final double BEHIND_SECONDS = .014;

    private static final double MEAN_SECONDS = .008;
    private static final double MOST_RISE = 1.2;
    /** Polarisation of a tenth of 2 mV that fades within 20 ms has 16; complexes of 385 real ECGs have 38 and more. */
    private static final double MOST_STEEPNESS = 30;

    private final EcgRecording recording;
    private final double rate;

    private PacingCapture(EcgRecording recording) {
        this.recording = recording;
        this.rate = recording.samplingRateHz();
    }

    /**
     * Whether most of the beats are spikes without an answer.
     *
     * @param recording with its spikes bridged
     */
    static boolean isMissing(EcgRecording recording, Delineation delineation) {
        PacingCapture capture = new PacingCapture(recording);
        NavigableSet<Double> spikes = new TreeSet<>(delineation.pacingSpikes());
        long unanswered = delineation.beats().stream()
                .filter(beat -> capture.isUnanswered(spikes.higher(beat.seconds() - ANSWER_SECONDS), beat.seconds()))
                .count();
        return 2 * unanswered > delineation.beats().size();
    }

    /** @param spike null where none is near the complex */
    private boolean isUnanswered(@Nullable Double spike, double complex) {
        if (spike == null || spike > complex + ANSWER_SECONDS) {
            return false;
        }
        int mean = Math.max(1, (int) Math.round(MEAN_SECONDS * rate));
        int before = (int) Math.round((spike - BEFORE_SECONDS) * rate) - mean;
        int behind = (int) Math.round((spike + BEHIND_SECONDS) * rate);
        int to = (int) (Math.max(spike, complex - COMPLEX_SECONDS / 2) * rate + ANSWER_SECONDS * rate);
        return before >= 0
                && behind + mean <= recording.length()
                && onlyFades(before, behind, Math.min(recording.length() - mean, to), mean)
                && isDull(behind, to)
                && isDull((int) ((spike - COMPLEX_SECONDS) * rate), before + mean);
    }

    private boolean onlyFades(int before, int behind, int to, int mean) {
        double first = distance(before, behind, mean);
        for (int i = behind + mean; i < to; i += mean) {
            if (distance(before, i, mean) > MOST_RISE * first) {
                return false;
            }
        }
        return true;
    }

    private boolean isDull(int from, int to) {
        return DistinctBeats.steepest(recording, from, to) < MOST_STEEPNESS;
    }

    private double distance(int one, int other, int mean) {
        double sum = 0;
        for (SampledSignal signal : recording.leads().values()) {
            double difference = mean(signal, one, mean) - mean(signal, other, mean);
            sum += Double.isNaN(difference) ? 0 : difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double mean(SampledSignal signal, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += signal.millivolts()[i];
        }
        return sum / count;
    }
}
