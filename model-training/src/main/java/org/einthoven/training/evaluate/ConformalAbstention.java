package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Says which answers a record's score leaves open, such that of the records with the finding, and of those without, at most
 * the part alpha loses the true answer: split conformal prediction by class (Vovk, Gammerman and Shafer, Algorithmic Learning
 * in a Random World, 2005). It holds whatever the model, for records that could
 * as well have been among those that calibrated, where these did not choose the model.
 *
 * @param present the answer "present" is left open from this score on
 * @param absent the answer "absent" is left open up to this score
 */
public record ConformalAbstention(double present, double absent) {
    /** What is left open. */
    public enum Answer {
        PRESENT,
        ABSENT,
        /** Both: the record is left to a person. */
        BOTH,
        /** The score fits neither, as scores between two kinds that are well apart: left to a person too. */
        NONE
    }

    /**
     * @param calibration records that did not train the model
     * @param alpha at most so large a part loses the true answer, above 0 and below 1; too few records for it give bounds that
     *     leave everything open
     */
    public static ConformalAbstention of(Scores calibration, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha lies between 0 and 1, not at " + alpha);
        }
        double[] positives = ascending(calibration, true);
        double[] negatives = ascending(calibration, false);
        int low = rank(positives, alpha);
        int high = rank(negatives, alpha);
        return new ConformalAbstention(
                low == 0 ? Double.NEGATIVE_INFINITY : positives[low - 1],
                high == 0 ? Double.POSITIVE_INFINITY : negatives[negatives.length - high]);
    }

    /** A new one is below the k-th of n with a chance of at most k / (n + 1). */
    private static int rank(double[] cases, double alpha) {
        return (int) Math.floor(alpha * (cases.length + 1));
    }

    private static double[] ascending(Scores scores, boolean kind) {
        double[] cases = IntStream.range(0, scores.size())
                .filter(i -> scores.positive()[i] == kind)
                .mapToDouble(i -> scores.score()[i])
                .toArray();
        Arrays.sort(cases);
        return cases;
    }

    public Answer answer(double score) {
        if (score >= present) {
            return score <= absent ? Answer.BOTH : Answer.PRESENT;
        }
        return score <= absent ? Answer.ABSENT : Answer.NONE;
    }

    public Coverage coverage(Scores test) {
        int[] covered = new int[2];
        int both = 0;
        int none = 0;
        for (int i = 0; i < test.size(); i++) {
            Answer answer = answer(test.score()[i]);
            both += answer == Answer.BOTH ? 1 : 0;
            none += answer == Answer.NONE ? 1 : 0;
            boolean positive = test.positive()[i];
            boolean right = answer == Answer.BOTH || answer == (positive ? Answer.PRESENT : Answer.ABSENT);
            covered[positive ? 1 : 0] += right ? 1 : 0;
        }
        double size = test.size();
        return new Coverage(
                (double) covered[1] / test.positives(),
                (double) covered[0] / test.negatives(),
                both / size,
                none / size);
    }

    /**
     * How it came out.
     *
     * @param present part of the records with the finding to which "present" was left open
     * @param absent part of the records without it to which "absent" was left open
     * @param abstained part of all records to which both were
     * @param none part of all records to which neither was
     */
    public record Coverage(double present, double absent, double abstained, double none) {}
}
