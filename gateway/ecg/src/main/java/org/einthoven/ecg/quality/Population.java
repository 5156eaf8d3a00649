package org.einthoven.ecg.quality;

/**
 * Whose ECGs a model was made for.
 *
 * @param minAgeYears of the youngest
 * @param minRate and maxRate of the heart, in beats a minute
 * @param minSeconds of the shortest recording
 */
public record Population(int minAgeYears, double minRate, double maxRate, double minSeconds) {
    /** Adults with a rate of 30 to 220 a minute, and the 2.5 s of one strip of a 3 × 4 print. */
    public static final Population ADULTS = new Population(18, 30, 220, 2.5);

    public Population {
        if (minAgeYears < 0 || !(minRate >= 0 && minRate < maxRate) || !(minSeconds >= 0)) {
            throw new IllegalArgumentException("nobody is of " + minAgeYears + " years, " + minRate + " to " + maxRate
                    + " beats a minute and " + minSeconds + " s");
        }
    }
}
