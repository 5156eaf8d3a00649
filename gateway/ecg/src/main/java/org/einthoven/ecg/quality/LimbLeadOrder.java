package org.einthoven.ecg.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.einthoven.ecg.Lead;
import org.einthoven.ecg.QualityIssue;
import org.einthoven.ecg.QualityIssue.Severity;
import org.einthoven.ecg.signal.Strip;
import org.jspecify.annotations.Nullable;

/**
 * Whether the limb leads are what they are called. Three electrodes make all six, so I + III = II (Einthoven) and
 * aVR = -(I + II)/2, aVL = I - II/2, aVF = II - I/2 (Goldberger). Where that does not hold, each exchange of two leads and
 * each lead upside down is tried. Electrodes on the wrong limb break none of these: see {@link LeadPlacement}.
 *
 * @see <a href="https://doi.org/10.1016/j.jacc.2007.01.024">Kligfield et al., J. Am. Coll. Cardiol. 2007;49:1109</a>
 */
final class LimbLeadOrder {
    /** Rounding and a converter's step: what remains of exact leads. */
    private static final double ROUNDING_MV = .02;
    /** Of the root mean square of the leads: what recorders that filter each lead for itself leave. */
    private static final double FILTERED = .15;
    /** Of the same: the leads have little to do with each other. */
    private static final double GROSS = .50;
    /** An explanation leaves at most this part of what it explains. */
    private static final double EXPLAINED = .25;

    private static final int SAMPLES = 1000;
    private static final List<Lead> LIMB = Lead.STANDARD.subList(0, 6);
    /** Coefficients of I II III aVR aVL aVF that sum to zero. */
    private static final double[][] LAWS = {
        {1, -1, 1, 0, 0, 0}, {.5, .5, 0, 1, 0, 0}, {-1, .5, 0, 0, 1, 0}, {.5, -1, 0, 0, 0, 1}
    };

    private static final List<String> NAMES =
            List.of("I + III = II", "aVR = -(I + II)/2", "aVL = I - II/2", "aVF = II - I/2");

    private final boolean[] present = new boolean[LIMB.size()];
    private final double[][] covariance;

    private LimbLeadOrder(Map<Lead, Strip> leads) {
        double[] @Nullable [] signals = new double[LIMB.size()][];
        for (int k = 0; k < LIMB.size(); k++) {
            Strip strip = leads.get(LIMB.get(k));
            present[k] = strip != null;
            signals[k] = strip == null ? null : strip.millivolts();
        }
        this.covariance = Covariance.of(signals, SAMPLES);
    }

    /** @param leads those that can be read */
    static List<QualityIssue> assess(Map<Lead, Strip> leads) {
        return new LimbLeadOrder(leads).issues();
    }

    private List<QualityIssue> issues() {
        Mislabelling none = Mislabelling.none();
        double[] residuals = residuals(none);
        double scale = scale();
        double limit = Math.max(ROUNDING_MV, FILTERED * scale);
        String broken = Stream.iterate(0, i -> i + 1)
                .limit(LAWS.length)
                .filter(i -> residuals[i] > limit)
                .map(i -> String.format(Locale.ROOT, "%s by %.2f mV", NAMES.get(i), residuals[i]))
                .collect(Collectors.joining(", "));
        if (broken.isEmpty()) {
            return List.of();
        }
        double worst = Stream.iterate(0, i -> i + 1)
                .limit(LAWS.length)
                .mapToDouble(i -> residuals[i])
                .max()
                .orElse(0);
        return issues(
                broken, worst > GROSS * scale && worst > 2 * ROUNDING_MV, residuals[0] <= limit && isKnown(0, none));
    }

    private List<QualityIssue> issues(String broken, boolean gross, boolean einthovenHolds) {
        Mislabelling found = explanation();
        String text = "the limb leads miss " + broken + (found == null ? "" : ", as if " + found);
        if (!gross) {
            return List.of(new QualityIssue(Severity.NOTE, "lead-order", null, text));
        }
        if (found == null || !einthovenHolds || found.concernsBipolar()) {
            return List.of(new QualityIssue(Severity.DO_NOT_ANALYSE, "lead-order", null, text));
        }
        List<QualityIssue> issues = new ArrayList<>();
        found.leads()
                .forEach(lead ->
                        issues.add(new QualityIssue(Severity.EXCLUDE_LEAD, "lead-order", LIMB.get(lead), text)));
        return issues;
    }

    /** The one exchange or inversion that explains what is seen; null where none or several do. */
    private @Nullable Mislabelling explanation() {
        double limit = Math.max(ROUNDING_MV, EXPLAINED * worst(residuals(Mislabelling.none())));
        List<Mislabelling> found = Mislabelling.all().stream()
                .filter(e -> e.leads().stream().allMatch(k -> present[k]))
                .filter(e -> worst(residuals(e)) <= limit)
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static double worst(double[] residuals) {
        double worst = 0;
        for (double residual : residuals) {
            worst = Math.max(worst, residual);
        }
        return worst;
    }

    private boolean isKnown(int law, Mislabelling exchange) {
        double[] c = exchange.undo(LAWS[law]);
        for (int k = 0; k < c.length; k++) {
            if (c[k] != 0 && !present[k]) {
                return false;
            }
        }
        return true;
    }

    /** Root mean square of what each law leaves, in mV; 0 of one whose leads are not all there. */
    private double[] residuals(Mislabelling exchange) {
        double[] residuals = new double[LAWS.length];
        for (int law = 0; law < LAWS.length; law++) {
            residuals[law] = isKnown(law, exchange) ? Covariance.rms(covariance, exchange.undo(LAWS[law])) : 0;
        }
        return residuals;
    }

    private double scale() {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < present.length; k++) {
            sum += present[k] ? covariance[k][k] : 0;
            count += present[k] ? 1 : 0;
        }
        return Math.sqrt(sum / Math.max(1, count));
    }

    /**
     * Two limb leads under each other's name, or one upside down.
     *
     * @param one and other are the same where a lead is upside down; negative where nothing is wrong
     */
    private record Mislabelling(int one, int other) {
        static Mislabelling none() {
            return new Mislabelling(-1, -1);
        }

        static List<Mislabelling> all() {
            List<Mislabelling> all = new ArrayList<>();
            for (int one = 0; one < LIMB.size(); one++) {
                for (int other = one; other < LIMB.size(); other++) {
                    all.add(new Mislabelling(one, other));
                }
            }
            return all;
        }

        List<Integer> leads() {
            return one < 0 ? List.of() : one == other ? List.of(one) : List.of(one, other);
        }

        boolean concernsBipolar() {
            return one >= 0 && one < 3;
        }

        /** What a law is of the leads as they are stored. */
        double[] undo(double[] law) {
            double[] stored = law.clone();
            if (one >= 0 && one == other) {
                stored[one] = -law[one];
            } else if (one >= 0) {
                stored[one] = law[other];
                stored[other] = law[one];
            }
            return stored;
        }

        @Override
        public String toString() {
            return one == other
                    ? LIMB.get(one) + " were upside down"
                    : LIMB.get(one) + " and " + LIMB.get(other) + " were exchanged";
        }
    }
}
