package org.einthoven.training.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * 95 % intervals that hold with few cases, where bootstrap samples are too much alike: with one case that has the finding every sample has just that
 * one, and an AUROC of 1 has an interval from 1 to 1. They follow from the value and the numbers of cases alone.
 */
public final class FewCases {
    private static final double Z = 1.959964;
    private static final int HALVINGS = 60;

    /** With fewer of either kind bootstrap samples are too much alike. */
    public static final int FEW = 20;

    private FewCases() {}

    /** An AUROC's interval by bootstrap, made as wide as theirs where few patients have the finding, or few have not. */
    public static Estimate auroc(Estimate bootstrapped, int positives, int negatives) {
        return Math.min(positives, negatives) >= FEW
                ? bootstrapped
                : bootstrapped.widened(auroc(bootstrapped.value(), positives, negatives));
    }

    /** A share's, likewise. */
    public static Estimate share(Estimate bootstrapped, int patients) {
        return patients >= FEW ? bootstrapped : bootstrapped.widened(share(bootstrapped.value(), patients));
    }

    /**
     * Of an AUROC: the values θ no farther from it than 1.96 standard errors at θ, these after Hanley and McNeil with
     * ((positives + negatives) / 2) for both numbers (Newcombe, Stat. Med. 2006;25:559, method 5, doi:10.1002/sim.2324).
     */
    public static Estimate auroc(double auroc, int positives, int negatives) {
        double half = (positives + negatives) / 2.0 - 1;
        return interval(
                auroc,
                theta -> theta
                        * (1 - theta)
                        * (1 + half * ((1 - theta) / (2 - theta) + theta / (1 + theta)))
                        / ((double) positives * negatives));
    }

    /** Of a share of so many cases (Wilson, J. Am. Stat. Assoc. 1927;22:209). */
    public static Estimate share(double share, int cases) {
        return interval(share, theta -> theta * (1 - theta) / cases);
    }

    private static Estimate interval(double value, DoubleUnaryOperator variance) {
        return new Estimate(value, end(value, 0, variance), end(value, 1, variance));
    }

    /** Between the value, which is near enough to itself, and the last that there can be. */
    private static double end(double value, double last, DoubleUnaryOperator variance) {
        double near = value;
        double far = last;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (near + far) / 2;
            boolean isNear = Math.abs(middle - value) <= Z * Math.sqrt(variance.applyAsDouble(middle));
            near = isNear ? middle : near;
            far = isNear ? far : middle;
        }
        return near;
    }
}
