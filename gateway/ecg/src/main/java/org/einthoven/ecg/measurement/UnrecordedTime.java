package org.einthoven.ecg.measurement;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;

/**
 * When a beat would not have been seen: none of the leads that show beats was recorded. A lead shows them where most of its QRS
 * complexes are steeper than what lies half-way between two of them; where none does, all count.
 */
final class UnrecordedTime implements RrIntervals.Gaps {
    /** Of a long recording so many beats, evenly spread. */
    private static final int MOST = 40;

    private static final double AROUND_SECONDS = .06;
    private static final double STEP_SECONDS = .008;
    private static final double STEEPER = 2.5;

    private final double rate;
    private final int length;
    private final BitSet missing = new BitSet();

    /** @param beats in the order of time */
    UnrecordedTime(EcgRecording recording, List<Beat> beats) {
        this.rate = recording.samplingRateHz();
        this.length = recording.length();
        List<SampledSignal> all = List.copyOf(recording.leads().values());
        if (all.stream().anyMatch(signal -> signal.validCount() < length)) {
            List<SampledSignal> showing =
                    all.stream().filter(signal -> isShowing(signal, beats)).toList();
            note(showing.isEmpty() ? all : showing);
        }
    }

    private void note(List<SampledSignal> leads) {
        missing.set(0, length);
        for (SampledSignal signal : leads) {
            for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
                missing.set(i, !signal.isValid(i));
            }
        }
    }

    @Override
    public double seconds(double from, double to) {
        int first = Math.min(length, (int) (from * rate));
        return missing.get(first, last(first, to)).cardinality() / rate;
    }

    @Override
    public double longest(double from, double to) {
        int first = Math.min(length, (int) (from * rate));
        int last = last(first, to);
        int longest = 0;
        for (int i = missing.nextSetBit(first); i >= 0 && i < last; ) {
            int end = Math.min(last, missing.nextClearBit(i));
            longest = Math.max(longest, end - i);
            i = missing.nextSetBit(end);
        }
        return longest / rate;
    }

    private int last(int first, double to) {
        return Math.max(first, Math.min(length, (int) Math.ceil(to * rate)));
    }

    private boolean isShowing(SampledSignal signal, List<Beat> beats) {
        List<Double> complexes = new ArrayList<>();
        List<Double> between = new ArrayList<>();
        int count = Math.min(MOST, beats.size() - 1);
        for (int i = 0; i < count; i++) {
            int beat = (int) ((long) i * (beats.size() - 1) / count);
            double here = beats.get(beat).seconds();
            add(complexes, steepness(signal, here));
            add(between, steepness(signal, (here + beats.get(beat + 1).seconds()) / 2));
        }
        return !complexes.isEmpty() && !between.isEmpty() && median(complexes) > STEEPER * median(between);
    }

    private static void add(List<Double> values, double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    private static double median(List<Double> values) {
        return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The most by which it goes up or down in some milliseconds around a time; NaN where not all of it was recorded. */
    private double steepness(SampledSignal signal, double seconds) {
        int step = Math.max(1, (int) Math.round(STEP_SECONDS * rate));
        int from = (int) Math.round((seconds - AROUND_SECONDS) * rate);
        int to = (int) Math.round((seconds + AROUND_SECONDS) * rate);
        double most = from < step || to > length ? Double.NaN : 0;
        for (int i = from; i < to && !Double.isNaN(most); i++) {
            // Math.max keeps what is no number.
            most = Math.max(most, Math.abs(signal.millivolts()[i] - signal.millivolts()[i - step]));
        }
        return most;
    }
}
