package org.einthoven.training.evaluate;

import java.util.List;
import org.einthoven.training.evaluate.OperatingCurve.Cut;

/**
 * Where a score becomes a decision, chosen on validation records and frozen before any test record is looked at.
 *
 * @param youden greatest sensitivity + specificity (Youden, Cancer 1950;3:32)
 * @param specific the lowest with a specificity of at least 95 %
 */
public record Thresholds(double youden, double specific) {
    /** Of {@link #specific} on validation records; on test records it comes out as it does. */
    public static final double SPECIFICITY = 0.95;

    /** @throws IllegalArgumentException without cases of both kinds */
    public static Thresholds of(Scores validation) {
        List<Cut> cuts = OperatingCurve.of(validation).cuts();
        return new Thresholds(
                OperatingPoint.youden(cuts), OperatingPoint.first(cuts, cut -> cut.specificity() >= SPECIFICITY));
    }
}
