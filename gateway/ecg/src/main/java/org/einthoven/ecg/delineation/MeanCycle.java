package org.einthoven.ecg.delineation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the leads of a block show from the end of one QRS complex to the beginning of the next, in the mean of all intervals of the
 * usual length, as its three principal components: a heart's field is nearly that of a dipole. Every 12 ms; neither the leads'
 * order nor the gain changes more than the components' signs and size.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class MeanCycle {
    /** Samples at 250 Hz that make one point. */
    static final int STEP = 3;

    static final int COMPONENTS = 3;
    /** Slower hearts leave more than one wave of flutter between T wave and QRS complex. */
    static final double LONGEST_SAMPLES = .8 * Block.RATE;

    static final int MOST_POINTS = (int) LONGEST_SAMPLES / STEP;
    private static final double SHORTEST_SAMPLES = .3 * Block.RATE;
    private static final int LEAST_POINTS = 8;
    private static final int LEAST_INTERVALS = 5;
    /** Intervals of other lengths begin or end with another beat. */
    private static final double USUAL = .06;

    private static final int BEHIND_QRS = 3;
    private final Block block;
    private final float[] weights;
    private final double[] onsets = new double[Block.SAMPLES];
    private final double[] sorted = new double[Block.SAMPLES];
    private final double[][] mean;
    private final PrincipalComponents principal;
    private int beats;
    private double length;
    private int first;
    private int points;

    MeanCycle(Block block, float[] weights) {
        this.block = block;
        this.weights = weights;
        this.mean = new double[block.leads()][MOST_POINTS];
        this.principal = new PrincipalComponents(block.leads(), COMPONENTS, MOST_POINTS);
    }

    /** Reads when the beats came; false where they are too few, too slow or too fast for the rest. */
    boolean readBeats(QrsBounds.@Nullable Bounds[] qrs) {
        beats = 0;
        for (QrsBounds.Bounds bounds : qrs) {
            if (bounds != null) {
                onsets[beats++] = bounds.onset();
            }
        }
        if (beats <= LEAST_INTERVALS) {
            return false;
        }
        for (int i = 0; i + 1 < beats; i++) {
            sorted[i] = onsets[i + 1] - onsets[i];
        }
        length = median(beats - 1);
        return length >= SHORTEST_SAMPLES && length <= LONGEST_SAMPLES;
    }

    /** The median interval between QRS complexes, in samples at 250 Hz. */
    double length() {
        return length;
    }

    /**
     * By how many samples the beats miss, in the root of the mean square, the strokes of a clock that goes on all the time: each
     * interval lasts a whole number of its strokes, of which the usual one lasts so many.
     */
    double offBeat(int strokes) {
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        double x = 0;
        for (int i = 0; i < beats; i++) {
            x += i == 0 ? 0 : Math.rint((onsets[i] - onsets[i - 1]) / length * strokes);
            double y = onsets[i] - onsets[0];
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
            sumYy += y * y;
        }
        double xx = sumXx - sumX * sumX / beats;
        double xy = sumXy - sumX * sumY / beats;
        double yy = sumYy - sumY * sumY / beats;
        return Math.sqrt(Math.max(0, yy - xy * xy / Math.max(xx, 1)) / beats);
    }

    /** Reads the waves of those beats; false where too little of them lies between the complexes or was recorded. */
    boolean readWaves(QrsBounds.@Nullable Bounds[] qrs) {
        first = width(qrs) + BEHIND_QRS;
        points = Math.max(0, ((int) Math.round(length) - first) / STEP);
        if (points < LEAST_POINTS || !average(qrs)) {
            return false;
        }
        return principal.read(mean, points);
    }

    /** How many there are in a component. */
    int points() {
        return points;
    }

    /** The middle of a point, in samples behind the onset of the QRS complex before it. */
    double samples(int point) {
        return first + point * STEP + (STEP - 1) / 2.0;
    }

    /** Zeros where the leads have fewer dimensions. */
    double[] component(int i) {
        return principal.component(i);
    }

    private int width(QrsBounds.@Nullable Bounds[] qrs) {
        int n = 0;
        for (QrsBounds.Bounds bounds : qrs) {
            if (bounds != null) {
                sorted[n++] = bounds.offset() - bounds.onset();
            }
        }
        return (int) Math.ceil(median(n));
    }

    private double median(int count) {
        Arrays.sort(sorted, 0, count);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    private boolean average(QrsBounds.@Nullable Bounds[] qrs) {
        for (double[] lead : mean) {
            Arrays.fill(lead, 0, points, 0);
        }
        int intervals = 0;
        for (int i = 1; i < qrs.length; i++) {
            QrsBounds.Bounds before = qrs[i - 1];
            QrsBounds.Bounds next = qrs[i];
            if (before != null && next != null && isUsual(next.onset() - before.onset())) {
                intervals += add((int) Math.round(next.onset()) - (int) Math.round(length)) ? 1 : 0;
            }
        }
        for (double[] lead : mean) {
            removeMean(lead);
        }
        return intervals >= LEAST_INTERVALS;
    }

    private boolean isUsual(double interval) {
        return Math.abs(interval - length) < USUAL * length;
    }

    private boolean add(int start) {
        if (start + first < block.begin() || start + first + points * STEP > block.end()) {
            return false;
        }
        for (int lead = 0; lead < mean.length; lead++) {
            if (block.isMostlyRecorded(lead)) {
                for (int i = 0; i < points; i++) {
                    mean[lead][i] += weights[lead] * sum(lead, start + first + i * STEP);
                }
            }
        }
        return true;
    }

    private float sum(int lead, int from) {
        float sum = 0;
        for (int i = from; i < from + STEP; i++) {
            sum += block.value(lead, i);
        }
        return sum;
    }

    private void removeMean(double[] lead) {
        double sum = 0;
        for (int i = 0; i < points; i++) {
            sum += lead[i];
        }
        for (int i = 0; i < points; i++) {
            lead[i] -= sum / points;
        }
    }
}
