package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import org.einthoven.training.data.Window;

/**
 * From the first sample that is valid in any lead to the last.
 *
 * @param from the first
 * @param to behind the last; the same where none is valid
 */
record Extent(int from, int to) {
    static Extent of(Window window) {
        int from = SAMPLES;
        int to = 0;
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null) {
                from = Math.min(from, first(row));
                to = Math.max(to, behindLast(row));
            }
        }
        return new Extent(Math.min(from, to), to);
    }

    int length() {
        return to - from;
    }

    private static int first(float[] row) {
        int i = 0;
        while (i < SAMPLES && Float.isNaN(row[i])) {
            i++;
        }
        return i;
    }

    private static int behindLast(float[] row) {
        int i = SAMPLES;
        while (i > 0 && Float.isNaN(row[i - 1])) {
            i--;
        }
        return i;
    }
}
