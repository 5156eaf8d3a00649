package org.einthoven.ecg.delineation;

import org.einthoven.ecg.Wave;
import org.jspecify.annotations.Nullable;

/**
 * The P and T waves of one lead, where all leads together have them: what in that time is furthest from the straight line between
 * its ends, upwards or downwards.
 *
 * <p>Keeps its buffers: for one thread.
 */
final class LeadWaves {
    /** Of the QRS complexes' height: what is lower is not counted as a wave. */
    private static final float LEAST = .021f;
    /** Of the noise between samples, of which the mean of five has a third. */
    private static final float ABOVE_NOISE = .7f;
    /** A lead may show a wave a little before or behind where most do. */
    private static final int AROUND = 10;

    private final Block block;
    private final Projection projection;
    private final float[] direction;

    LeadWaves(Block block) {
        this.block = block;
        this.projection = new Projection(block);
        this.direction = new float[block.leads()];
    }

    /** @param hump how waves of this kind are bounded */
    @Nullable
    Wave find(int lead, @Nullable Wave together, Wave.Kind kind, Projection.Hump hump) {
        if (together == null) {
            return null;
        }
        int from = Math.max(block.begin(), (int) Math.round(together.onset() * Block.RATE));
        int to = Math.min(block.end() - 1, (int) Math.round(together.offset() * Block.RATE));
        int peak = furthest(lead, from, to);
        float height = height(lead, peak, from, to);
        if (Math.abs(height) < Math.max(block.partOfQrs(LEAST), ABOVE_NOISE * block.noise(lead))) {
            return null;
        }
        java.util.Arrays.fill(direction, 0);
        direction[lead] = Math.signum(height);
        Projection.Bounds bounds = projection.find(direction, from - AROUND, to + AROUND, peak, hump);
        return bounds == null ? null : bounds.wave(kind);
    }

    private int furthest(int lead, int from, int to) {
        int furthest = from;
        float most = 0;
        for (int i = from; i <= to; i++) {
            float height = Math.abs(height(lead, i, from, to));
            if (height > most) {
                most = height;
                furthest = i;
            }
        }
        return furthest;
    }

    private float height(int lead, int sample, int from, int to) {
        float part = to == from ? 0 : (float) (sample - from) / (to - from);
        float begin = block.smooth(lead, from);
        return block.smooth(lead, sample) - begin - part * (block.smooth(lead, to) - begin);
    }
}
