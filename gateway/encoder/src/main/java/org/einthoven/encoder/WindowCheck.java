package org.einthoven.encoder;

import java.util.List;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.NormalisedEcg;

/**
 * What must hold of a window before native code sees it: TensorFlow answers NaN with plausible numbers. Its length
 * and its number of leads hold by the type.
 */
final class WindowCheck {
    private WindowCheck() {}

    /** @throws IllegalArgumentException naming the window, lead and sample, and no value */
    static void check(List<NormalisedEcg> windows) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("an inference needs at least one window");
        }
        for (int i = 0; i < windows.size(); i++) {
            check(windows.get(i), i);
        }
    }

    private static void check(NormalisedEcg window, int number) {
        float[] samples = window.samples();
        boolean[] valid = window.valid();
        boolean anyValid = false;
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                throw new IllegalArgumentException("the sample at " + place(number, i) + " is not finite");
            }
            if (!valid[i] && samples[i] != 0) {
                throw new IllegalArgumentException(
                        "the sample at " + place(number, i) + " is not 0 though the mask says invalid");
            }
            anyValid |= valid[i];
        }
        if (!anyValid) {
            throw new IllegalArgumentException("window " + number + " has no valid sample");
        }
    }

    private static String place(int window, int index) {
        return "window " + window + ", lead " + Lead.STANDARD.get(index / NormalisedEcg.SAMPLES) + ", index "
                + index % NormalisedEcg.SAMPLES;
    }
}
