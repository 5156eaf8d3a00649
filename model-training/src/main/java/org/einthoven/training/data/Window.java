package org.einthoven.training.data;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;
import static org.einthoven.ecg.NormalisedEcg.SIZE;

import java.util.Arrays;
import org.einthoven.ecg.NormalisedEcg;
import org.jspecify.annotations.Nullable;

/**
 * A normalised ECG in a form that takes little room when most leads are missing and that augmentations change in
 * place: one row of 2500 millivolts a lead, null where the lead has no valid sample, NaN where a sample is not valid.
 */
public final class Window {
    private final @Nullable float[][] rows;

    /** Takes over 12 rows, each null or of 2500 samples. */
    public Window(@Nullable float[][] rows) {
        if (rows.length != LEADS) {
            throw new IllegalArgumentException("a window has 12 rows, not " + rows.length);
        }
        for (float[] row : rows) {
            if (row != null && row.length != SAMPLES) {
                throw new IllegalArgumentException("a row has 2500 samples, not " + row.length);
            }
        }
        this.rows = rows;
    }

    static Window of(NormalisedEcg ecg) {
        @Nullable float[][] rows = new float[LEADS][];
        for (int lead = 0; lead < LEADS; lead++) {
            rows[lead] = row(ecg, lead);
        }
        return new Window(rows);
    }

    /** A copy of 12 × 2500 millivolts, NaN where not valid. */
    public static Window ofSamples(float[] samples) {
        @Nullable float[][] rows = new float[LEADS][];
        for (int lead = 0; lead < LEADS; lead++) {
            int from = lead * SAMPLES;
            if (isPresent(samples, from)) {
                rows[lead] = Arrays.copyOfRange(samples, from, from + SAMPLES);
            }
        }
        return new Window(rows);
    }

    private static boolean isPresent(float[] samples, int from) {
        for (int i = from; i < from + SAMPLES; i++) {
            if (!Float.isNaN(samples[i])) {
                return true;
            }
        }
        return false;
    }

    private static float @Nullable [] row(NormalisedEcg ecg, int lead) {
        float[] row = new float[SAMPLES];
        boolean any = false;
        for (int i = 0; i < SAMPLES; i++) {
            boolean valid = ecg.valid()[lead * SAMPLES + i];
            row[i] = valid ? ecg.samples()[lead * SAMPLES + i] : Float.NaN;
            any |= valid;
        }
        return any ? row : null;
    }

    /** The samples of a lead, to read or to change; null where it is missing. */
    public float @Nullable [] row(int lead) {
        return rows[lead];
    }

    public void drop(int lead) {
        rows[lead] = null;
    }

    public int leads() {
        int count = 0;
        for (float[] row : rows) {
            count += row == null ? 0 : 1;
        }
        return count;
    }

    public Window copy() {
        @Nullable float[][] copy = new float[LEADS][];
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = rows[lead];
            copy[lead] = row == null ? null : row.clone();
        }
        return new Window(copy);
    }

    /** Writes 12 × 2500 millivolts (0 where not valid) and the mask (1 or 0) at the given place of a batch. */
    public void expandInto(float[] ecg, float[] mask, int offset) {
        Arrays.fill(ecg, offset, offset + SIZE, 0);
        Arrays.fill(mask, offset, offset + SIZE, 0);
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = rows[lead];
            if (row != null) {
                expand(row, ecg, mask, offset + lead * SAMPLES);
            }
        }
    }

    private static void expand(float[] row, float[] ecg, float[] mask, int offset) {
        for (int i = 0; i < SAMPLES; i++) {
            if (!Float.isNaN(row[i])) {
                ecg[offset + i] = row[i];
                mask[offset + i] = 1;
            }
        }
    }

    public NormalisedEcg toNormalisedEcg() {
        float[] ecg = new float[SIZE];
        float[] mask = new float[SIZE];
        expandInto(ecg, mask, 0);
        boolean[] valid = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            valid[i] = mask[i] > 0;
        }
        return new NormalisedEcg(0, ecg, valid);
    }
}
