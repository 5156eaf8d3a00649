package org.einthoven.ecg.delineation;

import java.util.Arrays;
import org.einthoven.ecg.signal.QuadraticSplineWavelet;

/**
 * How much each moment of a recording looks like a QRS complex: the steepness of all leads between about 8 and 40 Hz, each
 * against what its own QRS complexes have, the clearer a lead the more it counts. About 1 at a QRS complex.
 *
 * <p>Works in blocks of some seconds, so that a lead that is noisy for a while counts less for that while.
 */
final class QrsActivity {
    private static final int RATE = LeadsAt250Hz.RATE;
    /** Six stretches of which most hold a QRS complex, however slow the heart. */
    private static final int STRETCH = 3 * RATE / 2;

    private static final int STRETCHES = 6;
    private static final int BLOCK = STRETCHES * STRETCH;
    /** What is left over for less than a stretch belongs to the last block: a recording of ten seconds is one. */
    private static final int LONGEST_BLOCK = BLOCK + STRETCH - 1;

    private static final int MARGIN = RATE / 4;
    /** A QRS complex of 0.05 mV is less than any heart makes in every lead. */
    private static final float LEAST_LEVEL = .06f;

    private static final float MOST = 1.5f;
    private static final int NOISE_STEP = 4;
    /** Stands where a lead was not recorded: in a print of three rows each lead is there for a quarter of the time. */
    private static final float MISSING = -1;

    private final LeadsAt250Hz leads;
    private final QuadraticSplineWavelet wavelet = new QuadraticSplineWavelet(4, LONGEST_BLOCK + 2 * MARGIN);
    private final float[] values = new float[LONGEST_BLOCK + 2 * MARGIN];
    private final boolean[] valid = new boolean[LONGEST_BLOCK + 2 * MARGIN];
    private final float[] steep = new float[LONGEST_BLOCK];
    private final float[] sharp = new float[LONGEST_BLOCK];
    private final float[] weights = new float[LONGEST_BLOCK];
    private final float[] steepness;
    private final float[] sharpness;
    private final float[] stretchMaxima = new float[STRETCHES + 1];
    private final float[] sorted = new float[LONGEST_BLOCK / NOISE_STEP + 1];

    QrsActivity(LeadsAt250Hz leads) {
        this.leads = leads;
        this.steepness = new float[leads.samples()];
        this.sharpness = new float[leads.samples()];
        for (int from = 0; from < steepness.length; ) {
            int left = steepness.length - from;
            int count = left <= LONGEST_BLOCK ? left : BLOCK;
            // The last block is a whole one as well: a second without a QRS complex would take a T wave for one.
            int begin = Math.max(0, Math.min(from, steepness.length - BLOCK));
            block(begin, from + count - begin, from);
            from += count;
        }
    }

    /** One value for each sample at 250 Hz. */
    float[] steepness() {
        return steepness;
    }

    /** The same of the steepness between about 15 and 60 Hz, which T waves lack and wide QRS complexes have less of. */
    float[] sharpness() {
        return sharpness;
    }

    /** @param first of the block's samples that are not known yet */
    private void block(int from, int count, int first) {
        Arrays.fill(weights, 0);
        for (int lead = 0; lead < leads.leads().size(); lead++) {
            transform(lead, from, count);
            float level = level(steep, count);
            if (level < LEAST_LEVEL) {
                continue;
            }
            float weight = clarity(level / Math.max(noise(count), 1e-6f));
            for (int i = 0; i < count; i++) {
                weights[i] += steep[i] == MISSING ? 0 : weight;
            }
            add(steep, weight, level, steepness, from, count, first);
            add(sharp, weight, Math.max(level(sharp, count), 1e-6f), sharpness, from, count, first);
        }
        for (int i = first; i < from + count; i++) {
            steepness[i] /= Math.max(weights[i - from], Float.MIN_NORMAL);
            sharpness[i] /= Math.max(weights[i - from], Float.MIN_NORMAL);
        }
    }

    private static void add(float[] values, float weight, float level, float[] to, int from, int count, int first) {
        for (int i = first - from; i < count; i++) {
            to[from + i] += values[i] == MISSING ? 0 : weight * Math.min(MOST, values[i] / level);
        }
    }

    /** Above what noise alone reaches, up to what no better lead can add to. */
    private static float clarity(float ratio) {
        float above = Math.max(.01f, Math.min(25, ratio - 4));
        return above * above;
    }

    private void transform(int lead, int from, int count) {
        int begin = Math.max(0, from - MARGIN);
        int end = Math.min(steepness.length, from + count + MARGIN);
        leads.read(lead, begin, end - begin, values, valid);
        float[][] scales = wavelet.transform(values, end - begin);
        float[] second = scales[1];
        float[] third = scales[2];
        float[] fourth = scales[3];
        for (int i = 0, j = from - begin; i < count; i++, j++) {
            steep[i] = valid[j] ? (float) Math.sqrt(third[j] * third[j] + .25f * fourth[j] * fourth[j]) : MISSING;
            sharp[i] = valid[j] ? Math.abs(second[j]) : MISSING;
        }
    }

    /**
     * The median of the maxima of stretches, of those that were recorded for the most part; where most hold no QRS complex, as
     * when the heart nearly stands still, the highest; 0 where none was recorded.
     */
    private float level(float[] values, int count) {
        int stretches = Math.max(1, count / STRETCH);
        int n = 0;
        for (int s = 0; s < stretches; s++) {
            int from = s * STRETCH;
            int to = s == stretches - 1 ? count : from + STRETCH;
            float max = 0;
            int recorded = 0;
            for (int i = from; i < to; i++) {
                max = Math.max(max, values[i]);
                recorded += values[i] == MISSING ? 0 : 1;
            }
            if (2 * recorded >= to - from) {
                stretchMaxima[n++] = max;
            }
        }
        Arrays.sort(stretchMaxima, 0, n);
        if (n == 0) {
            return 0;
        }
        return stretchMaxima[n / 2] < LEAST_LEVEL ? stretchMaxima[n - 1] : stretchMaxima[n / 2];
    }

    /** The median of all: most of the time there is no QRS complex. */
    private float noise(int count) {
        int n = 0;
        for (int i = 0; i < count; i += NOISE_STEP) {
            if (steep[i] != MISSING) {
                sorted[n++] = steep[i];
            }
        }
        Arrays.sort(sorted, 0, n);
        return n == 0 ? 0 : sorted[n / 2];
    }
}
