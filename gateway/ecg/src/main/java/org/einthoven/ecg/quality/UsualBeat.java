package org.einthoven.ecg.quality;

import java.util.List;
import java.util.Objects;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.measurement.MedianBeat;
import org.jspecify.annotations.Nullable;

/**
 * The median beat at 91 moments, 8 ms apart, from 280 ms before the peak of the QRS complex to 440 ms after it, above the line
 * just before the complex.
 */
final class UsualBeat {
    static final double STEP_SECONDS = .008;
    static final int BEFORE = 35;
    static final int MOMENTS = 91;

    private static final int FEWEST_BEATS = 3;
    private static final int BASE = 3;

    private final MedianBeat median;
    private final double[][] leads;

    private UsualBeat(MedianBeat median, List<Lead> wanted) {
        this.median = median;
        this.leads = new double[wanted.size()][];
        for (int k = 0; k < leads.length; k++) {
            leads[k] = moments(Objects.requireNonNull(median.leads().get(wanted.get(k))));
            subtractBase(leads[k], onset());
        }
    }

    /** Null where a lead is not there, or fewer than three beats are alike. */
    static @Nullable UsualBeat of(MedianBeat median, List<Lead> wanted) {
        boolean suffices =
                median.beats().size() >= FEWEST_BEATS && median.leads().keySet().containsAll(wanted);
        return suffices ? new UsualBeat(median, wanted) : null;
    }

    private double[] moments(double[] lead) {
        double rate = median.samplingRateHz();
        double[] moments = new double[MOMENTS];
        for (int m = 0; m < MOMENTS; m++) {
            double seconds = median.qrs().peak() + (m - BEFORE) * STEP_SECONDS;
            moments[m] = at(lead, seconds * rate, rate * STEP_SECONDS / 4);
        }
        return moments;
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

    /** Lead × moment, in mV; NaN where most beats were not recorded. */
    double[][] leads() {
        return leads;
    }

    /** The moment at which the QRS complex begins. */
    int onset() {
        return moment(median.qrs().onset());
    }

    int offset() {
        return moment(median.qrs().offset());
    }

    private int moment(double seconds) {
        int moment = BEFORE + (int) Math.round((seconds - median.qrs().peak()) / STEP_SECONDS);
        return Math.max(BASE, Math.min(MOMENTS - 1, moment));
    }

    /** Whether at least half of the beats have a P wave. */
    boolean hasP() {
        return median.p() != null;
    }
}
