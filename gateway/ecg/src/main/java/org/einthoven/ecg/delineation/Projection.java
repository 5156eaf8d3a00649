package org.einthoven.ecg.delineation;

import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * A wave seen along one direction in the space of the leads, in which it is a single hump of positive sign: as if a lead had been
 * chosen that shows it best. Its bounds lie where the slopes of that hump have become a part of their steepest.
 *
 * <p>Keeps its buffer: for one thread.
 *
 * @see <a href="https://doi.org/10.1109/TBME.2009.2021658">Almeida et al., IEEE Trans. Biomed. Eng. 2009;56:1996</a>
 */
final class Projection {
    private static final int MOST = 2 * Block.RATE;
    /** Half of the distance over which a slope is measured. */
    private static final int HALF = 2;

    private final Block block;
    private final float[] values = new float[MOST];
    private final float[] used;
    private int first;
    private int count;

    Projection(Block block) {
        this.block = block;
        this.used = new float[block.leads()];
    }

    /** A wave's bounds in samples. */
    record Bounds(double onset, double peak, double offset) {
        Wave wave(Wave.Kind kind) {
            return new Wave(kind, onset / Block.RATE, peak / Block.RATE, offset / Block.RATE);
        }
    }

    /**
     * How a kind of wave is bounded.
     *
     * @param reach how far its steepest moments lie from its peak at most
     * @param partBefore of the steepest rise, at which it begins
     * @param partAfter of the steepest fall, at which nothing but its foot is left
     * @param foot samples from there to its end
     */
    record Hump(int reach, float partBefore, float partAfter, int foot) {}

    /**
     * The hump around a sample as far as it was recorded: leads with a gap in it take no part, and where none is left there is
     * none.
     *
     * @param direction a weight a lead
     * @param from and to where it may lie
     */
    @Nullable
    Bounds find(float[] direction, int from, int to, double sample, Hump hump) {
        System.arraycopy(direction, 0, used, 0, used.length);
        Bounds bounds;
        do {
            look(used, from, to);
            bounds = around(sample, hump);
        } while (bounds != null && leavesOut(bounds));
        return bounds;
    }

    private boolean leavesOut(Bounds bounds) {
        boolean any = false;
        for (int lead = 0; lead < used.length; lead++) {
            if (used[lead] != 0 && !block.isRecorded(lead, bounds.onset(), bounds.offset())) {
                used[lead] = 0;
                any = true;
            }
        }
        return any;
    }

    private void look(float[] direction, int from, int to) {
        first = Math.max(from, block.begin());
        count = Math.max(0, Math.min(MOST, Math.min(to, block.end() - 1) - first + 1));
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int lead = 0; lead < direction.length; lead++) {
                sum += direction[lead] * block.smooth(lead, first + i);
            }
            values[i] = sum;
        }
    }

    private @Nullable Bounds around(double sample, Hump hump) {
        int reach = hump.reach();
        int peak = highest((int) Math.round(sample) - first, reach / 2);
        if (peak < HALF + 1 || peak >= count - HALF - 1) {
            return null;
        }
        int rise = peak;
        int fall = peak;
        for (int i = Math.max(HALF, peak - reach); i <= peak; i++) {
            rise = slope(i) > slope(rise) ? i : rise;
        }
        for (int i = peak; i <= Math.min(count - HALF - 1, peak + reach); i++) {
            fall = slope(i) < slope(fall) ? i : fall;
        }
        if (slope(rise) <= 0 || slope(fall) >= 0) {
            return null;
        }
        double onset = leaves(rise, -1, hump.partBefore() * slope(rise), 1);
        double offset = leaves(fall, 1, -hump.partAfter() * slope(fall), -1);
        return new Bounds(first + onset, first + peak, first + offset + hump.foot());
    }

    private int highest(int around, int reach) {
        int highest = Math.max(0, Math.min(count - 1, around));
        for (int i = Math.max(0, around - reach); i <= Math.min(count - 1, around + reach); i++) {
            highest = values[i] > values[highest] ? i : highest;
        }
        return highest;
    }

    /** A sample before and after, so that it belongs to the sample itself. */
    private float slope(int i) {
        return values[Math.min(count - 1, i + HALF)] - values[Math.max(0, i - HALF)];
    }

    /** Where, from its steepest moment on, the slope has sunk to a limit; between samples. */
    private double leaves(int steepest, int step, float limit, int sign) {
        int i = steepest;
        while (i + step >= HALF && i + step < count - HALF && sign * slope(i + step) > limit) {
            i += step;
        }
        if (i + step < HALF || i + step >= count - HALF) {
            return i;
        }
        float inside = sign * slope(i);
        float outside = sign * slope(i + step);
        return i + step * Math.min(1, Math.max(0, (inside - limit) / Math.max(1e-9, inside - outside)));
    }
}
