package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Cuts a stretch out of all leads and slows it down to the length of the whole, by cubic interpolation. <b>Rate, PR interval, QRS
 * duration and QT change with it</b>: not for first-degree AV block, nor for anything else that is told by them.
 *
 * @param shortest which part of what is valid, 0.25 to 1
 */
record CropAndResize(double shortest) implements Augmentation {
    CropAndResize {
        if (!(shortest >= .25 && shortest <= 1)) {
            throw new IllegalArgumentException("a crop keeps a part of 0.25 to 1, not " + shortest);
        }
    }

    @Override
    public void apply(Window window, SplittableRandom random) {
        Extent extent = Extent.of(window);
        double part = shortest + (1 - shortest) * random.nextDouble();
        double from = extent.from() + (1 - part) * extent.length() * random.nextDouble();
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                resize(row, extent, from, part);
            }
        }
        LimbLaws.restore(window);
    }

    private static void resize(float[] row, Extent extent, double from, double part) {
        float[] source = Scratch.get().first;
        System.arraycopy(row, 0, source, 0, SAMPLES);
        for (int i = extent.from(); i < extent.to(); i++) {
            double position = from + part * (i - extent.from());
            row[i] = at(source, position);
        }
    }

    /** Catmull and Rom's cubic through four samples; a straight line where the outer ones are not valid. */
    private static float at(float[] source, double position) {
        int left = Math.min(SAMPLES - 2, (int) position);
        float t = (float) (position - left);
        float a = source[left];
        float b = source[left + 1];
        float before = left == 0 ? Float.NaN : source[left - 1];
        float behind = left + 2 == SAMPLES ? Float.NaN : source[left + 2];
        float curve = t * (1 - t) * ((1 - t) * (2 * a - before - b) + t * (2 * b - a - behind)) / 2;
        float line = t == 0 ? a : a + t * (b - a);
        return Float.isNaN(curve) ? line : line + curve;
    }
}
