package org.einthoven.ecg.measurement;

import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.Wave;
import org.einthoven.ecg.delineation.Beat;

/**
 * Whether the T waves of the beats of one shape come again. Each by itself is what lies furthest from the line behind a QRS
 * complex, and in noise something always does; but where most peak, the mean of all beats is then as low as its own error.
 */
final class RepeatedTWave {
    private static final double HALF_MEAN_SECONDS = .02;
    private static final double BASE_SECONDS = .016;
    /** Of the mean over the beats, over all leads. */
    private static final double SIGNIFICANT_ERRORS = 3;

    private static final int LEAST_BEATS = 3;
    /** Of few beats, of all leads together, the spread is badly known. */
    private static final double FEW = 9;

    private final List<Beat> beats;
    private final double delay;

    private RepeatedTWave(List<Beat> beats) {
        this.beats = beats;
        this.delay = Medians.of(beats.stream()
                .mapToDouble(beat -> Objects.requireNonNull(beat.t()).peak() - onset(beat))
                .toArray());
    }

    /** @param alike of one shape; of fewer than three with a T wave in each lead nothing can be said against it */
    static boolean isSeen(EcgRecording recording, List<Beat> alike) {
        List<Beat> beats = alike.stream()
                .filter(beat -> beat.t() != null && beat.qrs() != null)
                .toList();
        return beats.size() < LEAST_BEATS || new RepeatedTWave(beats).isSeen(recording);
    }

    private boolean isSeen(EcgRecording recording) {
        int all = 0;
        double means = 0;
        double errors = 0;
        for (SampledSignal signal : recording.leads().values()) {
            double[] heights = heights(signal);
            if (heights.length >= LEAST_BEATS) {
                double mean = mean(heights);
                all += heights.length;
                means += mean * mean;
                errors += variance(heights, mean) / heights.length;
            }
        }
        double limit = SIGNIFICANT_ERRORS * (1 + FEW / Math.max(1, all * all));
        return all == 0 || means > limit * limit * errors;
    }

    /** Where the T waves usually peak, against the line before the QRS complex; of the beats that were recorded there. */
    private double[] heights(SampledSignal signal) {
        return beats.stream()
                .mapToDouble(beat ->
                        mean(signal, onset(beat) + delay - HALF_MEAN_SECONDS, onset(beat) + delay + HALF_MEAN_SECONDS)
                                - mean(signal, onset(beat) - BASE_SECONDS, onset(beat)))
                .filter(height -> !Double.isNaN(height))
                .toArray();
    }

    private static double onset(Beat beat) {
        Wave qrs = Objects.requireNonNull(beat.qrs());
        return qrs.onset();
    }

    private static double mean(SampledSignal signal, double from, double to) {
        int first = (int) Math.round(from * signal.samplingRateHz());
        int last = Math.max(first, (int) Math.round(to * signal.samplingRateHz()) - 1);
        if (first < 0 || last >= signal.length()) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += signal.millivolts()[i];
        }
        return sum / (last - first + 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
