package org.einthoven.ecg.signal;

/** The best fraction for a positive number by continued fractions. */
final class Fraction {
    private Fraction() {}

    /** Numerator and denominator, in lowest terms, neither above the limit. */
    static long[] approximate(double value, long limit) {
        long previousNumerator = 1;
        long previousDenominator = 0;
        long numerator = (long) Math.floor(value);
        long denominator = 1;
        double rest = value - Math.floor(value);
        // 1e-9 relative is below a microsecond in a quarter of an hour: such a rest is rounding, not rate.
        while (Math.abs(value * denominator - numerator) > 1e-9 * numerator) {
            double inverse = 1 / rest;
            long whole = (long) Math.floor(inverse);
            rest = inverse - whole;
            long nextNumerator = whole * numerator + previousNumerator;
            long nextDenominator = whole * denominator + previousDenominator;
            if (nextNumerator > limit || nextDenominator > limit) {
                break;
            }
            previousNumerator = numerator;
            previousDenominator = denominator;
            numerator = nextNumerator;
            denominator = nextDenominator;
        }
        return new long[] {numerator, denominator};
    }
}
