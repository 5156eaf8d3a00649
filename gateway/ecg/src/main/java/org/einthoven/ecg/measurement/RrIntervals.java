package org.einthoven.ecg.measurement;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.einthoven.ecg.Measure;
import org.einthoven.ecg.Measured;
import org.einthoven.ecg.delineation.Beat;

/** The intervals from one QRS complex to the next, and the rate that follows from their mean. */
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
    private static final double LONGEST_GAP_SECONDS = .2;
    private static final double PAUSE_OF_USUAL = 1.8;

    private final double[] seconds;
    private final boolean several;
    private final double before;
    private final double behind;

    /**
     * @param beats in the order of time
     * @param unrecorded tells of two times for how many seconds between them nothing was recorded
     */
    RrIntervals(List<Beat> beats, double duration, Gaps unrecorded) {
        double[] all = new double[Math.max(0, beats.size() - 1)];
        double[] gaps = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            double from = beats.get(i).seconds();
            double to = beats.get(i + 1).seconds();
            all[i] = to - from;
            gaps[i] = unrecorded.seconds(from, to);
        }
        this.seconds = withoutGaps(all, gaps);
        this.several = beats.size() > 1;
        this.before = beats.isEmpty() ? duration : edge(0, beats.get(0).seconds(), unrecorded);
        this.behind =
                beats.isEmpty() ? duration : edge(beats.get(beats.size() - 1).seconds(), duration, unrecorded);
    }

    /** Where a beat may be missing is no interval; one that is long without its gap as well is a pause of the heart. */
    private static double[] withoutGaps(double[] all, double[] gaps) {
        double usual = Medians.of(all.clone());
        double[] kept = new double[all.length];
        int n = 0;
        for (int i = 0; i < all.length; i++) {
            if (gaps[i] < LONGEST_GAP_SECONDS || all[i] - gaps[i] > PAUSE_OF_USUAL * usual) {
                kept[n++] = all[i];
            }
        }
        return Arrays.copyOf(kept, n);
    }

    /** Where nothing was recorded no beat is missed. */
    private static double edge(double from, double to, Gaps unrecorded) {
        return to - from - unrecorded.seconds(from, to);
    }

    /** Where nothing was recorded. */
    interface Gaps {
        double seconds(double from, double to);
    }

    /** Each of {@link #MEASURES}. */
    Map<Measure, Measured> measures() {
        Map<Measure, Measured> measures = new EnumMap<>(Measure.class);
        if (seconds.length == 0) {
            String text = several ? "no two beats follow each other without a gap" : "fewer than two beats";
            MEASURES.forEach(measure -> measures.put(measure, Measured.absent(text)));
            return measures;
        }
        double edge = Math.max(LONGEST_EDGE_SECONDS, LONGEST_EDGE_OF_RR * maximum());
        if (Math.max(before, behind) > edge) {
            String text = "no beat for %d s at an end of the recording".formatted(Math.round(Math.max(before, behind)));
            MEASURES.forEach(measure -> measures.put(measure, Measured.absent(text)));
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

    private double successiveDifferences() {
        double squares = 0;
        for (int i = 1; i < seconds.length; i++) {
            squares += (seconds[i] - seconds[i - 1]) * (seconds[i] - seconds[i - 1]);
        }
        return seconds.length < 2 ? Double.NaN : Math.sqrt(squares / (seconds.length - 1));
    }
}
