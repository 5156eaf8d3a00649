package org.einthoven.ecg.delineation;

import java.util.Arrays;

/**
 * One sinusoid a lead, of one frequency, fitted by least squares to all intervals between QRS complexes that hold enough of its waves, and which
 * part of the first and of the second halves of these it explains.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class SinusoidFit {
    /** Of a P wave and the line before it a single wave could be made. */
    private static final double LEAST_WAVES = 1.15;

    private static final int LEAST_INTERVALS = 4;
    private static final double LEAST_WAVES_IN_ALL = 8;
    private static final double LEAST_SECONDS = 5;

    private final BetweenComplexes intervals;
    private final float[] cosine = new float[BetweenComplexes.MOST_SAMPLES];
    private final float[] sine = new float[BetweenComplexes.MOST_SAMPLES];
    private final Half first;
    private final Half second;
    private double leastPart;
    private double amplitude;
    private double wavesPerInterval;

    SinusoidFit(BetweenComplexes intervals, int leads) {
        this.intervals = intervals;
        this.first = new Half(leads);
        this.second = new Half(leads);
    }

    /** Fits a sinusoid of so many waves a second; false where too few intervals hold enough of them. */
    boolean fit(double hertz) {
        first.clear();
        second.clear();
        int used = 0;
        int samples = 0;
        double begin = Double.NaN;
        double end = Double.NaN;
        for (int i = 0; i < intervals.count(); i++) {
            if (intervals.length(i) * hertz >= LEAST_WAVES * BetweenComplexes.RATE) {
                add(i, 2 * Math.PI * hertz);
                begin = used == 0 ? intervals.seconds(i) : begin;
                end = intervals.seconds(i) + intervals.length(i) / BetweenComplexes.RATE;
                used++;
                samples += intervals.length(i);
            }
        }
        boolean enough = used >= LEAST_INTERVALS
                && samples * hertz >= LEAST_WAVES_IN_ALL * BetweenComplexes.RATE
                && end - begin >= LEAST_SECONDS;
        if (enough) {
            wavesPerInterval = samples * hertz / BetweenComplexes.RATE / used;
            solve();
        }
        return enough;
    }

    /** Which part of all leads' squares it explains, in those halves in which it explains less; negative where it adds to them. */
    double leastPart() {
        return leastPart;
    }

    /** How many waves an interval holds that was used, in the mean. */
    double wavesPerInterval() {
        return wavesPerInterval;
    }

    /** In mV, of the lead that shows it best. */
    double amplitude() {
        return amplitude;
    }

    private void add(int interval, double radiansPerSecond) {
        int from = intervals.from(interval);
        int behind = intervals.behind(interval);
        turn(from, behind, radiansPerSecond * intervals.seconds(interval), radiansPerSecond / BetweenComplexes.RATE);
        int middle = (from + behind) / 2;
        first.add(from, middle);
        second.add(middle, behind);
    }

    /** Each against its mean, as the leads are. */
    private void turn(int from, int behind, double start, double step) {
        float cosineOfStep = (float) Math.cos(step);
        float sineOfStep = (float) Math.sin(step);
        float x = (float) Math.cos(start);
        float y = (float) Math.sin(start);
        float sumX = 0;
        float sumY = 0;
        for (int i = from; i < behind; i++) {
            cosine[i] = x;
            sine[i] = y;
            sumX += x;
            sumY += y;
            float turned = x * cosineOfStep - y * sineOfStep;
            y = x * sineOfStep + y * cosineOfStep;
            x = turned;
        }
        for (int i = from; i < behind; i++) {
            cosine[i] -= sumX / (behind - from);
            sine[i] -= sumY / (behind - from);
        }
    }

    private void solve() {
        double xx = first.xx + second.xx;
        double yy = first.yy + second.yy;
        double xy = first.xy + second.xy;
        double determinant = Math.max(xx * yy - xy * xy, Double.MIN_NORMAL);
        amplitude = 0;
        for (int lead = 0; lead < intervals.leads(); lead++) {
            double xz = first.xz[lead] + second.xz[lead];
            double yz = first.yz[lead] + second.yz[lead];
            double a = (xz * yy - yz * xy) / determinant;
            double b = (yz * xx - xz * xy) / determinant;
            first.explain(lead, a, b);
            second.explain(lead, a, b);
            amplitude = Math.max(amplitude, Math.hypot(a, b));
        }
        leastPart = Math.min(first.part(), second.part());
    }

    /** Sums of products of x, the cosine, y, the sine, and z, a lead, over the first or the second halves of the intervals. */
    private final class Half {
        private double xx;
        private double yy;
        private double xy;
        private final double[] xz;
        private final double[] yz;
        private final double[] zz;
        private double explained;
        private double all;

        Half(int leads) {
            this.xz = new double[leads];
            this.yz = new double[leads];
            this.zz = new double[leads];
        }

        void clear() {
            xx = 0;
            yy = 0;
            xy = 0;
            explained = 0;
            all = 0;
            Arrays.fill(xz, 0);
            Arrays.fill(yz, 0);
            Arrays.fill(zz, 0);
        }

        void add(int from, int behind) {
            xx += product(cosine, cosine, from, behind);
            yy += product(sine, sine, from, behind);
            xy += product(cosine, sine, from, behind);
            for (int lead = 0; lead < intervals.leads(); lead++) {
                float[] z = intervals.values(lead);
                xz[lead] += product(cosine, z, from, behind);
                yz[lead] += product(sine, z, from, behind);
                zz[lead] += product(z, z, from, behind);
            }
        }

        void explain(int lead, double a, double b) {
            double fitted = a * a * xx + b * b * yy + 2 * a * b * xy;
            explained += intervals.weight(lead) * (2 * (a * xz[lead] + b * yz[lead]) - fitted);
            all += intervals.weight(lead) * zz[lead];
        }

        double part() {
            return all > 0 ? explained / all : 0;
        }
    }

    private static float product(float[] a, float[] b, int from, int behind) {
        float sum = 0;
        for (int i = from; i < behind; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
