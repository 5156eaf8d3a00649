package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.jspecify.annotations.Nullable;

/**
 * What most beats look like: the median of each lead at each of 91 moments, 8 ms apart, from 280 ms before the peak of the QRS
 * complex to 440 ms after it, above the line just before the complex.
 */
final class UsualBeat {
    static final double STEP_SECONDS = .008;
    static final int BEFORE = 35;
    static final int MOMENTS = 91;
    /** More of them do not make the median better by much. */
    private static final int MOST_BEATS = 15;

    private static final int FEWEST_BEATS = 3;
    private static final int BASE = 3;

    private final double[][] leads;
    private final int onset;
    private final int offset;
    private final boolean hasP;

    private UsualBeat(double[][] leads, int onset, int offset, boolean hasP) {
        this.leads = leads;
        this.onset = onset;
        this.offset = offset;
        this.hasP = hasP;
    }

    /** Null where a lead is not there, or fewer than three beats are wholly recorded. */
    static @Nullable UsualBeat of(EcgRecording recording, Delineation delineation, List<Lead> wanted) {
        List<Beat> beats = whole(recording, delineation);
        double[][] signals = new double[wanted.size()][];
        for (int k = 0; k < signals.length; k++) {
            SampledSignal signal = recording.lead(wanted.get(k));
            if (signal == null) {
                return null;
            }
            signals[k] = signal.millivolts();
        }
        return beats.size() < FEWEST_BEATS ? null : of(signals, recording.samplingRateHz(), beats);
    }

    private static List<Beat> whole(EcgRecording recording, Delineation delineation) {
        double last = recording.durationSeconds() - (MOMENTS - BEFORE + 1) * STEP_SECONDS;
        List<Beat> whole = new ArrayList<>();
        for (Beat beat : delineation.beats()) {
            Wave qrs = beat.qrs();
            if (qrs != null && qrs.peak() > (BEFORE + 1) * STEP_SECONDS && qrs.peak() < last) {
                whole.add(beat);
            }
        }
        List<Beat> chosen = new ArrayList<>();
        int count = Math.min(MOST_BEATS, whole.size());
        for (int i = 0; i < count; i++) {
            chosen.add(whole.get(i * whole.size() / count));
        }
        return chosen;
    }

    private static UsualBeat of(double[][] signals, double samplingRateHz, List<Beat> beats) {
        int onset = moment(beats, qrs -> qrs.onset() - qrs.peak());
        int offset = moment(beats, qrs -> qrs.offset() - qrs.peak());
        double[][] leads = new double[signals.length][MOMENTS];
        double[] values = new double[beats.size()];
        for (int k = 0; k < signals.length; k++) {
            for (int m = 0; m < MOMENTS; m++) {
                for (int b = 0; b < values.length; b++) {
                    double seconds = qrs(beats.get(b)).peak() + (m - BEFORE) * STEP_SECONDS;
                    values[b] = at(signals[k], seconds * samplingRateHz, samplingRateHz * STEP_SECONDS / 4);
                }
                leads[k][m] = median(values);
            }
            subtractBase(leads[k], onset);
        }
        long withP = beats.stream().filter(beat -> beat.p() != null).count();
        return new UsualBeat(leads, onset, offset, 2 * withP > beats.size());
    }

    private static int moment(List<Beat> beats, ToDoubleFunction<Wave> seconds) {
        double[] values = beats.stream()
                .mapToDouble(beat -> seconds.applyAsDouble(qrs(beat)))
                .toArray();
        int moment = BEFORE + (int) Math.round(median(values) / STEP_SECONDS);
        return Math.max(BASE, Math.min(MOMENTS - 1, moment));
    }

    private static Wave qrs(Beat beat) {
        return Objects.requireNonNull(beat.qrs());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** The mean of the straight lines between samples at two places, which is nearly that over the step. */
    private static double at(double[] signal, double sample, double away) {
        return (between(signal, sample - away) + between(signal, sample + away)) / 2;
    }

    private static double between(double[] signal, double sample) {
        int i = Math.max(0, Math.min(signal.length - 2, (int) sample));
        return signal[i] + (sample - i) * (signal[i + 1] - signal[i]);
    }

    private static void subtractBase(double[] lead, int onset) {
        double base = 0;
        for (int m = onset - BASE; m < onset; m++) {
            base += lead[m] / BASE;
        }
        for (int m = 0; m < lead.length; m++) {
            lead[m] -= base;
        }
    }

    /** Lead × moment, in mV. */
    double[][] leads() {
        return leads;
    }

    /** The moment at which the QRS complex begins. */
    int onset() {
        return onset;
    }

    int offset() {
        return offset;
    }

    /** Whether more than half of the beats have a P wave. */
    boolean hasP() {
        return hasP;
    }
}
