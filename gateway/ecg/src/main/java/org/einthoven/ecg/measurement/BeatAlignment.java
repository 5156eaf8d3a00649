package org.einthoven.ecg.measurement;

import java.util.List;
import org.einthoven.ecg.EcgRecording;
import org.einthoven.ecg.SampledSignal;
import org.einthoven.ecg.delineation.Beat;

/**
 * Where beats lie so that their QRS complexes fit upon each other: each is shifted to where its differences from sample to sample
 * agree best with those of the first, over all leads, as what is slow does not matter for that.
 */
final class BeatAlignment {
    private static final double BEFORE_SECONDS = .05;
    private static final double AFTER_SECONDS = .06;
    private static final double MOST_SECONDS = .012;
    private static final double STEP_SECONDS = .002;

    private final EcgRecording recording;
    private final List<Beat> beats;
    private final double rate;
    private final int step;

    BeatAlignment(EcgRecording recording, List<Beat> beats) {
        this.recording = recording;
        this.beats = beats;
        this.rate = recording.samplingRateHz();
        this.step = Math.max(1, (int) Math.round(2 * STEP_SECONDS * rate));
    }

    /** The sample that lies so many seconds before each beat; negative where that was not recorded. */
    int[] starts(double secondsBefore) {
        int[] starts = new int[beats.size()];
        for (int i = 0; i < starts.length; i++) {
            int middle = (int) Math.round(beats.get(i).seconds() * rate);
            int shift = i == 0 ? 0 : bestShift(middle);
            starts[i] = middle + shift - (int) Math.round(secondsBefore * rate);
        }
        return starts;
    }

    private int bestShift(int middle) {
        int most = (int) Math.ceil(MOST_SECONDS * rate);
        int unit = Math.max(1, (int) Math.round(STEP_SECONDS * rate));
        int reference = (int) Math.round(beats.get(0).seconds() * rate);
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int shift = -most; shift <= most; shift += unit) {
            double agreement = agreement(reference, middle + shift);
            if (agreement > highest) {
                highest = agreement;
                best = shift;
            }
        }
        return best;
    }

    private double agreement(int reference, int middle) {
        int from = -(int) Math.round(BEFORE_SECONDS * rate);
        int to = (int) Math.round(AFTER_SECONDS * rate);
        double sum = 0;
        for (SampledSignal signal : recording.leads().values()) {
            double[] values = signal.millivolts();
            int begin = Math.max(from, -Math.min(reference, middle));
            int end = Math.min(to, values.length - step - Math.max(reference, middle));
            for (int i = begin; i < end; i += step) {
                double a = values[reference + i + step] - values[reference + i];
                double b = values[middle + i + step] - values[middle + i];
                double product = a * b;
                sum += Double.isNaN(product) ? 0 : product;
            }
        }
        return sum;
    }
}
