package org.einthoven.ecg.measurement;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.delineation.Beat;
import org.jspecify.annotations.Nullable;

/**
 * The intervals from one QRS complex to the next, and the rate that follows from their mean. An interval with a gap that may hide
 * a complex is none; a pause is one where it was recorded throughout. As gaps at set times leave the short intervals, there is
 * no rate where they take most of the time away.
 */
final class RrIntervals {
    static final Set<Measure> MEASURES = Set.of(
            Measure.HEART_RATE,
            Measure.RR_MEAN,
            Measure.RR_MINIMUM,
            Measure.RR_MAXIMUM,
            Measure.RR_DEVIATION,
            Measure.RR_DIFFERENCE);
    /** A rhythm that lasts does not leave out so many beats at either end. */
    private static final double LONGEST_EDGE_OF_RR = 2.5;

    private static final double LONGEST_EDGE_SECONDS = 2;
    /** Of the gaps at QRS complexes of 68 real ECGs those of 12 ms hide 1 % of them, 20 ms 3 %, 40 ms a quarter. */
    private static final double LONGEST_GAP_SECONDS = .012;
    /** Of the recorded time between the first and the last beat. */
    private static final double LEAST_PART = 2 / 3.0;

    private static final int LEAST_BESIDE_GAPS = 3;

    /** NaN for what is none. */
    private final double[] intervals;

    private final double[] seconds;
    private final double before;
    private final double behind;
    /** The longest part of an interval with gaps that was recorded, in which no beat was seen. */
    private double besideGaps;

    private double recorded;

    /**
     * @param beats in the order of time
     * @param unrecorded where a beat would not have been seen
     */
    RrIntervals(List<Beat> beats, double duration, Gaps unrecorded) {
        this.intervals = new double[Math.max(0, beats.size() - 1)];
        for (int i = 0; i < intervals.length; i++) {
            double from = beats.get(i).seconds();
            double to = beats.get(i + 1).seconds();
            intervals[i] = to - from;
            recorded += edge(from, to, unrecorded);
            if (unrecorded.longest(from, to) > LONGEST_GAP_SECONDS) {
                besideGaps = Math.max(besideGaps, edge(from, to, unrecorded));
                intervals[i] = Double.NaN;
            }
        }
        this.seconds = Arrays.stream(intervals).filter(s -> !Double.isNaN(s)).toArray();
        this.before = beats.isEmpty() ? duration : edge(0, beats.get(0).seconds(), unrecorded);
        this.behind =
                beats.isEmpty() ? duration : edge(beats.get(beats.size() - 1).seconds(), duration, unrecorded);
    }

    /** Where nothing was recorded no beat is missed. */
    private static double edge(double from, double to, Gaps unrecorded) {
        return to - from - unrecorded.seconds(from, to);
    }

    /** Where nothing was recorded that shows beats, in seconds. */
    interface Gaps {
        /** All of it between two times. */
        double seconds(double from, double to);

        /** The longest stretch of it between two times. */
        double longest(double from, double to);
    }

    /** Each of {@link #MEASURES}. */
    Map<Measure, Measured> measures() {
        Map<Measure, Measured> measures = new EnumMap<>(Measure.class);
        String none = reasonForNone();
        if (none != null) {
            MEASURES.forEach(measure -> measures.put(measure, Measured.absent(none)));
            return measures;
        }
        measures.put(Measure.HEART_RATE, Measured.of(60 / mean()));
        measures.put(Measure.RR_MEAN, Measured.of(1000 * mean()));
        measures.put(
                Measure.RR_MINIMUM,
                Measured.of(1000 * Arrays.stream(seconds).min().orElseThrow()));
        measures.put(Measure.RR_MAXIMUM, Measured.of(1000 * maximum()));
        measures.put(Measure.RR_DEVIATION, spread(deviation()));
        measures.put(Measure.RR_DIFFERENCE, spread(successiveDifferences()));
        return measures;
    }

    private @Nullable String reasonForNone() {
        if (intervals.length == 0) {
            return "fewer than two beats";
        }
        if (seconds.length == 0) {
            return "no two beats follow each other without a gap";
        }
        double edge = Math.max(LONGEST_EDGE_SECONDS, LONGEST_EDGE_OF_RR * maximum());
        if (Math.max(before, behind) > edge) {
            return "no beat for %d s at an end of the recording".formatted(Math.round(Math.max(before, behind)));
        }
        if (besideGaps > edge) {
            return "no beat seen for %d s beside a gap".formatted(Math.round(besideGaps));
        }
        boolean few = seconds.length < intervals.length
                && (seconds.length < LEAST_BESIDE_GAPS || Arrays.stream(seconds).sum() < LEAST_PART * recorded);
        return few ? "gaps leave too few intervals between beats" : null;
    }

    private static Measured spread(double seconds) {
        return Double.isNaN(seconds) ? Measured.absent("fewer than three beats") : Measured.of(1000 * seconds);
    }

    private double mean() {
        return Arrays.stream(seconds).average().orElse(Double.NaN);
    }

    private double maximum() {
        return Arrays.stream(seconds).max().orElse(Double.NaN);
    }

    private double deviation() {
        double mean = mean();
        double squares =
                Arrays.stream(seconds).map(s -> (s - mean) * (s - mean)).sum();
        return seconds.length < 2 ? Double.NaN : Math.sqrt(squares / (seconds.length - 1));
    }

    /** Of those that follow each other. */
    private double successiveDifferences() {
        double squares = 0;
        int pairs = 0;
        for (int i = 1; i < intervals.length; i++) {
            double difference = intervals[i] - intervals[i - 1];
            if (!Double.isNaN(difference)) {
                squares += difference * difference;
                pairs++;
            }
        }
        return pairs == 0 ? Double.NaN : Math.sqrt(squares / pairs);
    }
}
