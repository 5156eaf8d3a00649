package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;
import org.einthoven.ecg.delineation.Delineation;
import org.einthoven.ecg.delineation.PacingSpikes;
import org.jspecify.annotations.Nullable;

/**
 * The median of an ECG's beats of the prevailing shape, lead by lead, at the recording's own rate: what they have in common
 * without the noise of each. Each beat is shifted to where it fits best and lies on its line just before the QRS complex.
 *
 * <p>The arrays are this record's own: a caller must not write to them.
 *
 * @param leads in mV, from 0.6 s before to 0.7 s behind the middle of the QRS complex; NaN where fewer than half of the beats
 *     were recorded
 * @param p the medians of the waves' bounds in seconds from the first sample; null where fewer than half of the beats have it or it lies beyond these
 * @param beats those that it is the median of
 */
public record MedianBeat(
        double samplingRateHz,
        Map<Lead, double[]> leads,
        @Nullable Wave p,
        Wave qrs,
        @Nullable Wave t,
        List<Beat> beats) {
    private static final double BEFORE_SECONDS = .6;
    private static final double AFTER_SECONDS = .7;
    private static final double BASE_SECONDS = .016;

    public MedianBeat {
        leads = Collections.unmodifiableMap(new LinkedHashMap<>(leads));
        beats = List.copyOf(beats);
        Objects.requireNonNull(qrs);
    }

    /** Without pacing spikes. Null where no QRS complex has bounds. */
    public static @Nullable MedianBeat of(EcgRecording recording, Delineation delineation) {
        EcgRecording own = PacingSpikes.without(recording, delineation.pacingSpikes());
        return ofAlike(own, PrevailingBeats.of(own, delineation.beats()));
    }

    /** @param alike of one shape, with bounds */
    static @Nullable MedianBeat ofAlike(EcgRecording recording, List<Beat> alike) {
        Wave qrs = median(alike, Beat::qrs, Wave.Kind.QRS);
        if (qrs == null) {
            return null;
        }
        int[] starts = new BeatAlignment(recording, alike).starts(BEFORE_SECONDS);
        Map<Lead, double[]> leads = new LinkedHashMap<>();
        double[][] rows = new double[starts.length][samples(recording.samplingRateHz())];
        recording.leads().forEach((lead, signal) -> leads.put(lead, median(signal, starts, qrs, rows)));
        return new MedianBeat(
                recording.samplingRateHz(),
                leads,
                median(alike, Beat::p, Wave.Kind.P),
                qrs,
                median(alike, Beat::t, Wave.Kind.T),
                alike);
    }

    /** Null where most lack it, or where it lies beyond the median beat. */
    private static @Nullable Wave median(List<Beat> beats, Function<Beat, @Nullable Wave> of, Wave.Kind kind) {
        List<Wave> waves = new ArrayList<>();
        for (Beat beat : beats) {
            Wave wave = of.apply(beat);
            if (wave != null) {
                waves.add(wave.later(BEFORE_SECONDS - beat.seconds()));
            }
        }
        if (waves.isEmpty() || 2 * waves.size() < beats.size()) {
            return null;
        }
        double[] onsets = waves.stream().mapToDouble(Wave::onset).toArray();
        double[] peaks = waves.stream().mapToDouble(Wave::peak).toArray();
        double[] offsets = waves.stream().mapToDouble(Wave::offset).toArray();
        double onset = Medians.of(onsets);
        double offset = Medians.of(offsets);
        if (onset < 0 || offset > BEFORE_SECONDS + AFTER_SECONDS) {
            return null;
        }
        return new Wave(kind, onset, Math.max(onset, Math.min(offset, Medians.of(peaks))), offset);
    }

    private static int samples(double rate) {
        return (int) Math.round((BEFORE_SECONDS + AFTER_SECONDS) * rate);
    }

    /** @param rows beat × sample, written over */
    private static double[] median(SampledSignal signal, int[] starts, Wave qrs, double[][] rows) {
        double rate = signal.samplingRateHz();
        double[] median = new double[samples(rate)];
        double[] bases = bases(signal, starts, (int) Math.round(qrs.onset() * rate));
        List<double[]> complete = new ArrayList<>();
        for (int beat = 0; beat < starts.length; beat++) {
            if (fill(rows[beat], signal, starts[beat], bases[beat])) {
                complete.add(rows[beat]);
            }
        }
        // Those that the recording's ends cut are not missed where there are others.
        if (2 * complete.size() >= starts.length && !complete.isEmpty()) {
            RowMedians.of(complete.toArray(double[][]::new), median);
        } else {
            fillWithGaps(median, rows);
        }
        return median;
    }

    /** Tells whether all was recorded. */
    private static boolean fill(double[] row, SampledSignal signal, int start, double base) {
        boolean complete = true;
        for (int i = 0; i < row.length; i++) {
            int sample = start + i;
            row[i] = sample >= 0 && sample < signal.length() ? signal.millivolts()[sample] - base : Double.NaN;
            complete &= !Double.isNaN(row[i]);
        }
        return complete;
    }

    private static void fillWithGaps(double[] median, double[][] rows) {
        double[] values = new double[rows.length];
        for (int i = 0; i < median.length; i++) {
            int n = 0;
            for (double[] row : rows) {
                if (!Double.isNaN(row[i])) {
                    values[n++] = row[i];
                }
            }
            median[i] = 2 * n < rows.length ? Double.NaN : Medians.of(values, n);
        }
    }

    /** The mean of some milliseconds before the QRS complex. */
    private static double[] bases(SampledSignal signal, int[] starts, int onset) {
        int span = Math.max(2, (int) Math.round(BASE_SECONDS * signal.samplingRateHz()));
        double[] bases = new double[starts.length];
        for (int beat = 0; beat < starts.length; beat++) {
            int to = Math.min(signal.length(), starts[beat] + onset);
            int from = Math.max(0, to - span);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += signal.millivolts()[i];
            }
            bases[beat] = from < to ? sum / (to - from) : Double.NaN;
        }
        return bases;
    }
}
