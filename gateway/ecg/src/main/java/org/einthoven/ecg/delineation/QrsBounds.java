package org.einthoven.ecg.delineation;

import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * Where the QRS complex of all leads together begins and ends: where the spatial velocity, the root of the mean square of the
 * leads' derivatives, leaves and finds back to the quiet before and after it. The first lead that moves and the last one that
 * does decide.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class QrsBounds {
    private static final int RATE = Block.RATE;
    private static final int REACH = 24 * RATE / 100;
    /** How far the detector's point, the middle of what is steep, may lie from the steepest one and from the peak. */
    private static final int NEAR = 6 * RATE / 100;
    /** Before and after the steepest moment the quiet is looked for from here on. */
    private static final int QUIET_FROM = 15;

    /** Samples from where the fall of the last lead has slowed down to where no lead of a simulated heart shows 20 µV any more. */
    private static final double FOOT = 1.5;

    private static final int LONGEST_HALF = 16 * RATE / 100;
    /** So long it must be quiet: notches are shorter. */
    private static final int QUIET = 4;

    private static final float PART_BEFORE = .07f;
    private static final float PART_AFTER = .08f;
    private static final float ABOVE_QUIET = 1.5f;
    /** Where noise never lets it be quiet, more is taken for quiet, up to half of the steepest. */
    private static final float NEXT_THRESHOLD = 1.5f;

    private final Block block;
    private final float[] weights;
    /** Those of the leads that are recorded wherever the complex lies. */
    private final float[] used;

    private final float[] velocity = new float[2 * REACH + 1];
    private int first;
    private int count;

    QrsBounds(Block block, float[] weights) {
        this.block = block;
        this.weights = weights;
        this.used = new float[weights.length];
    }

    /** In samples at 250 Hz from the beginning of the recording, between samples where that is where it lies. */
    record Bounds(double onset, double peak, double offset) {
        Wave wave() {
            return new Wave(Wave.Kind.QRS, onset / RATE, peak / RATE, offset / RATE);
        }
    }

    /**
     * @param complex what the detector found
     * @param earliest and latest the samples that may belong to it
     */
    @Nullable
    Bounds find(int complex, int earliest, int latest) {
        first = Math.max(Math.max(earliest, block.begin()), complex - REACH);
        int last = Math.min(Math.min(latest, block.end() - 1), complex + REACH);
        count = last - first + 1;
        if (count < 2 * QUIET_FROM) {
            return null;
        }
        System.arraycopy(weights, 0, used, 0, used.length);
        Bounds bounds;
        do {
            bounds = bounds(complex);
        } while (bounds != null && leavesOut(bounds));
        return bounds;
    }

    /** Leads with a gap in it: their end of what was recorded would be taken for that of the complex. */
    private boolean leavesOut(Bounds bounds) {
        boolean any = false;
        for (int lead = 0; lead < used.length; lead++) {
            if (used[lead] != 0 && !block.isRecorded(lead, bounds.onset() - 1, bounds.offset() + 1)) {
                used[lead] = 0;
                any = true;
            }
        }
        return any;
    }

    private @Nullable Bounds bounds(int complex) {
        fillVelocity();
        int steepest = steepest(complex - first);
        if (!(velocity[steepest] > 0)) {
            return null;
        }
        double onset = onset(steepest);
        double offset = offset(steepest);
        if (Double.isNaN(onset) || Double.isNaN(offset)) {
            return null;
        }
        return new Bounds(first + onset, furthest(onset, offset, complex), first + offset + FOOT);
    }

    private void fillVelocity() {
        float all = 0;
        for (float weight : used) {
            all += weight;
        }
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int lead = 0; lead < used.length; lead++) {
                if (block.isRecorded(lead, first + i)) {
                    float detail = block.detail(lead, 2, first + i);
                    sum += used[lead] * detail * detail;
                }
            }
            velocity[i] = (float) Math.sqrt(sum / all);
        }
    }

    private int steepest(int complex) {
        int steepest = Math.max(0, complex - NEAR);
        for (int i = steepest; i <= Math.min(count - 1, complex + NEAR); i++) {
            steepest = velocity[i] > velocity[steepest] ? i : steepest;
        }
        return steepest;
    }

    /** The transform lies half a sample behind its index. */
    private double onset(int steepest) {
        float quiet = Float.MAX_VALUE;
        for (int i = Math.max(0, steepest - REACH / 2); i + 4 < steepest - QUIET_FROM; i++) {
            quiet = Math.min(quiet, mean(i));
        }
        double onset = Double.NaN;
        float threshold = threshold(PART_BEFORE * velocity[steepest], quiet, velocity[steepest]);
        while (Double.isNaN(onset) && threshold <= velocity[steepest] / 2) {
            onset = onset(steepest, threshold);
            threshold *= NEXT_THRESHOLD;
        }
        return onset;
    }

    private double onset(int steepest, float threshold) {
        for (int i = steepest; i >= Math.max(0, steepest - LONGEST_HALF); i--) {
            if (isQuiet(i - QUIET + 1, i, threshold)) {
                return i + crossing(velocity[i], velocity[i + 1], threshold) + .5;
            }
        }
        return Double.NaN;
    }

    private double offset(int steepest) {
        float quiet = Float.MAX_VALUE;
        for (int i = steepest + QUIET_FROM; i + 4 < Math.min(count, steepest + REACH / 2 + 20); i++) {
            quiet = Math.min(quiet, mean(i));
        }
        double offset = Double.NaN;
        float threshold = threshold(PART_AFTER * velocity[steepest], quiet, velocity[steepest]);
        while (Double.isNaN(offset) && threshold <= velocity[steepest] / 2) {
            offset = offset(steepest, threshold);
            threshold *= NEXT_THRESHOLD;
        }
        return offset;
    }

    private double offset(int steepest, float threshold) {
        for (int i = steepest; i < Math.min(count, steepest + LONGEST_HALF); i++) {
            if (isQuiet(i, i + QUIET - 1, threshold)) {
                return i - crossing(velocity[i], velocity[i - 1], threshold) + .5;
            }
        }
        return Double.NaN;
    }

    private static float threshold(float part, float quiet, float most) {
        return quiet == Float.MAX_VALUE ? part : Math.min(most / 2, Math.max(part, ABOVE_QUIET * quiet));
    }

    private float mean(int i) {
        return (velocity[i] + velocity[i + 1] + velocity[i + 2] + velocity[i + 3] + velocity[i + 4]) / 5;
    }

    private boolean isQuiet(int from, int to, float threshold) {
        for (int i = Math.max(0, from); i <= Math.min(count - 1, to); i++) {
            if (velocity[i] >= threshold) {
                return false;
            }
        }
        return true;
    }

    /** Which part of a step from below to above a threshold lies before it. */
    private static double crossing(float below, float above, float threshold) {
        return above > below ? Math.min(1, Math.max(0, (threshold - below) / (above - below))) : 0;
    }

    /**
     * Where all leads together are furthest from where they were at the onset, near the middle of what is steep: behind a wide
     * complex the steep beginning of the T wave may lie further away.
     */
    private double furthest(double onset, double offset, int complex) {
        int start = first + (int) Math.round(onset);
        int furthest = start;
        float most = -1;
        int last = Math.min(first + count - 1, first + (int) Math.round(offset));
        for (int n = Math.max(start, complex - NEAR); n <= Math.min(last, complex + NEAR); n++) {
            float sum = 0;
            for (int lead = 0; lead < used.length; lead++) {
                if (block.isRecorded(lead, n)) {
                    float away = block.value(lead, n) - block.value(lead, start);
                    sum += used[lead] * away * away;
                }
            }
            if (sum > most) {
                most = sum;
                furthest = n;
            }
        }
        return Math.min(first + offset, Math.max(first + onset, furthest));
    }
}
