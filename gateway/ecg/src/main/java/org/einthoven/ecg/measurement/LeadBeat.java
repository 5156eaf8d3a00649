package org.einthoven.ecg.measurement;

import org.einthoven.ecg.Lead;
import org.einthoven.ecg.LeadMeasurements;
import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/** One lead of the median beat. */
final class LeadBeat {
    private static final double ST_SECONDS = .06;

    private final double rate;
    private final double[] values;

    private LeadBeat(double rate, double[] values) {
        this.rate = rate;
        this.values = values;
    }

    static @Nullable LeadBeat of(MedianBeat beat, Lead lead) {
        double[] values = beat.leads().get(lead);
        return values == null ? null : new LeadBeat(beat.samplingRateHz(), values);
    }

    /** Null where the lead lacks samples in the QRS complex. */
    @Nullable
    LeadMeasurements measure(MedianBeat beat) {
        double r = 0;
        double s = 0;
        for (int i = sample(beat.qrs().onset()); i <= sample(beat.qrs().offset()); i++) {
            if (Double.isNaN(values[i])) {
                return null;
            }
            r = Math.max(r, values[i]);
            s = Math.min(s, values[i]);
        }
        Wave p = beat.p();
        Wave t = beat.t();
        return new LeadMeasurements(
                p == null ? null : number(furthest(p, true)),
                r,
                s,
                number(around(beat.qrs().offset() + ST_SECONDS)),
                t == null ? null : number(furthest(t, false)));
    }

    /** A wave's mean: of P against the line between its ends, as what is slower is no part of it; of others as it is. */
    double mean(Wave wave) {
        int from = sample(wave.onset());
        int to = sample(wave.offset());
        boolean line = wave.kind() == Wave.Kind.P;
        double sum = 0;
        for (int i = from; i <= to; i++) {
            sum += values[i] - (line ? line(i, from, to) : 0);
        }
        return sum / (to - from + 1);
    }

    private double furthest(Wave wave, boolean line) {
        int from = sample(wave.onset());
        int to = sample(wave.offset());
        double furthest = 0;
        for (int i = from; i <= to; i++) {
            double value = values[i] - (line ? line(i, from, to) : 0);
            if (Double.isNaN(value)) {
                return Double.NaN;
            }
            furthest = Math.abs(value) > Math.abs(furthest) ? value : furthest;
        }
        return furthest;
    }

    private double line(int i, int from, int to) {
        return to == from ? values[from] : values[from] + (values[to] - values[from]) * (i - from) / (to - from);
    }

    /** The mean of three samples. */
    private double around(double seconds) {
        int i = Math.max(1, Math.min(values.length - 2, sample(seconds)));
        return (values[i - 1] + values[i] + values[i + 1]) / 3;
    }

    private int sample(double seconds) {
        return Math.max(0, Math.min(values.length - 1, (int) Math.round(seconds * rate)));
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
