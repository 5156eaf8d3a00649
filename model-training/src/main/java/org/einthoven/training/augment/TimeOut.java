package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.LEADS;
import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;

/**
 * Makes a stretch of all leads invalid; a lead that has nothing else goes. Does nothing where nothing at all would be left.
 *
 * @param shortest which part of what is valid, 0 to 1
 * @param longest the same, not less
 */
record TimeOut(double shortest, double longest) implements Augmentation {
    TimeOut {
        if (!(shortest >= 0 && shortest <= longest && longest < 1)) {
            throw new IllegalArgumentException(
                    "a time-out takes parts of 0 to under 1, not " + shortest + " to " + longest);
        }
    }

    @Override
    public void apply(Window window, SplittableRandom random) {
        Extent extent = Extent.of(window);
        int length = (int) (extent.length() * (shortest + (longest - shortest) * random.nextDouble()));
        int from = extent.from() + random.nextInt(extent.length() - length + 1);
        if (anythingOutside(window, from, from + length)) {
            takeOut(window, from, from + length);
        }
    }

    private static void takeOut(Window window, int from, int to) {
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null && isValidOutside(row, from, to)) {
                Arrays.fill(row, from, to, Float.NaN);
            } else {
                window.drop(lead);
            }
        }
    }

    private static boolean anythingOutside(Window window, int from, int to) {
        for (int lead = 0; lead < LEADS; lead++) {
            float[] row = window.row(lead);
            if (row != null && isValidOutside(row, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isValidOutside(float[] row, int from, int to) {
        for (int i = 0; i < SAMPLES; i++) {
            if ((i < from || i >= to) && !Float.isNaN(row[i])) {
                return true;
            }
        }
        return false;
    }
}
