package org.einthoven.ecg.delineation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The TP segment: what lies between a T wave's end and the onset of the P wave behind it, in the mean of the beats. In a fast heart,
 * or with a long PR, the P wave begins while the T wave still falls: what is seen of it then is its last part, and where it began
 * nobody can tell. It can where the leads come back to the line that they have before the QRS complex, or stand still for a while
 * on one of their own, as repolarisation of the atria may hold them off that line.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class TpSegment {
    private static final int RATE = Block.RATE;
    /** Where the T wave ends so long before the P wave begins, nothing merges. */
    private static final double CLEAR = .06 * RATE;
    /** How far before P's peak it is looked for at most. */
    private static final int LONGEST = RATE / 5;

    /** From P's peak on, in samples. */
    private static final int NEAREST = 3;
    /** The line before the QRS complex, in samples before its onset. */
    private static final int LINE = 3;
    /** How far from that line the leads are at most, as a part of P's height, for one sample before and after too. */
    private static final double LOW = .25;

    private static final int STILL_SAMPLES = 40 * RATE / 1000;
    /** How much the leads move meanwhile at most, as a part of P's height: of simulated P waves on T waves 1 in 100 less than .24. */
    private static final double STILL = .20;

    private final Block block;
    private final float[] weights;
    private final double[] sorted = new double[Block.SAMPLES];
    private final int[] onsets = new int[Block.SAMPLES];
    private final double[][] mean;
    private int beats;
    private int count;

    TpSegment(Block block, float[] weights) {
        this.block = block;
        this.weights = weights;
        this.mean = new double[LONGEST][weights.length];
    }

    /** Whether it is seen, or no P wave comes so soon that it must be. */
    boolean isSeen(QrsBounds.@Nullable Bounds[] qrs, Projection.@Nullable Bounds[] t, Projection.@Nullable Bounds[] p) {
        beats = 0;
        double[] gaps = new double[qrs.length];
        double[] peaks = new double[qrs.length];
        double[] peaksOfT = new double[qrs.length];
        for (int i = 1; i < qrs.length; i++) {
            QrsBounds.Bounds complex = qrs[i];
            Projection.Bounds before = t[i - 1];
            Projection.Bounds wave = p[i];
            if (complex != null && before != null && wave != null) {
                gaps[beats] = wave.onset() - before.offset();
                peaks[beats] = complex.onset() - wave.peak();
                peaksOfT[beats] = complex.onset() - before.peak();
                onsets[beats++] = (int) Math.round(complex.onset());
            }
        }
        if (beats == 0 || median(gaps) >= CLEAR) {
            return true;
        }
        int peak = (int) Math.round(median(peaks));
        count = Math.min(LONGEST, (int) median(peaksOfT) - peak);
        average(peak);
        return isLow() || isStill();
    }

    private double median(double[] values) {
        System.arraycopy(values, 0, sorted, 0, beats);
        Arrays.sort(sorted, 0, beats);
        return (sorted[(beats - 1) / 2] + sorted[beats / 2]) / 2;
    }

    /** Of each lead against its line, at P's peak first and then ever earlier. */
    private void average(int peak) {
        for (int k = 0; k < count; k++) {
            for (int lead = 0; lead < weights.length; lead++) {
                mean[k][lead] = average(lead, peak + k);
            }
        }
    }

    /** 0 where it was not recorded. */
    private double average(int lead, int before) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < beats; i++) {
            int sample = onsets[i] - before;
            int line = onsets[i] - LINE;
            if (sample >= block.begin() && block.isRecorded(lead, sample) && block.isRecorded(lead, line)) {
                sum += block.smooth(lead, sample) - block.smooth(lead, line);
                n++;
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    private boolean isLow() {
        double most = LOW * LOW * squareAt(0);
        int low = 0;
        for (int k = NEAREST - 1; k < count; k++) {
            low = squareAt(k) < most ? low + 1 : 0;
            if (low == 3) {
                return true;
            }
        }
        return false;
    }

    private boolean isStill() {
        for (int k = NEAREST; k + STILL_SAMPLES < count; k++) {
            if (isStill(k, k + STILL_SAMPLES / 2)) {
                return true;
            }
        }
        return false;
    }

    private boolean isStill(int from, int middle) {
        double most = STILL * STILL * square(0, middle);
        for (int k = from; k <= from + STILL_SAMPLES; k++) {
            if (square(k, middle) >= most) {
                return false;
            }
        }
        return true;
    }

    private double squareAt(int k) {
        double sum = 0;
        for (int lead = 0; lead < weights.length; lead++) {
            sum += weights[lead] * mean[k][lead] * mean[k][lead];
        }
        return sum;
    }

    /** Of the difference. */
    private double square(int k, int other) {
        double sum = 0;
        for (int lead = 0; lead < weights.length; lead++) {
            double difference = mean[k][lead] - mean[other][lead];
            sum += weights[lead] * difference * difference;
        }
        return sum;
    }
}
