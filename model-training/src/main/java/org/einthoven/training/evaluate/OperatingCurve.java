package org.einthoven.training.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * What happens at each cut that parts the cases in another way: the ROC and the precision-recall curve.
 *
 * @param cuts by ascending threshold; the first calls all cases present, the last none
 */
public record OperatingCurve(List<Cut> cuts) {
    public OperatingCurve {
        cuts = List.copyOf(cuts);
    }

    /**
     * @param threshold from it on a case is called present: halfway between neighbouring scores, infinite at either end
     * @param sensitivity share of the positive cases that are called present
     * @param specificity share of the negative cases that are not
     * @param precision share of the cases called present that are positive; 1 where none is called
     */
    public record Cut(double threshold, double sensitivity, double specificity, double precision) {}

    /** @throws IllegalArgumentException without cases of both kinds */
    public static OperatingCurve of(Scores scores) {
        if (!scores.bothKinds()) {
            throw new IllegalArgumentException("positive and negative cases are needed");
        }
        Ranking ranking = new Ranking(scores);
        Sweep sweep = new Sweep(scores.positives(), scores.negatives());
        ranking.read(ranking.ones(), sweep);
        sweep.cut(Double.POSITIVE_INFINITY);
        return new OperatingCurve(sweep.cuts);
    }

    private static final class Sweep implements Ranking.TieReader {
        private final List<Cut> cuts = new ArrayList<>();
        private final double positives;
        private final double negatives;
        private double called;
        private double found;
        private double lastScore = Double.NEGATIVE_INFINITY;

        Sweep(double positives, double negatives) {
            this.positives = positives;
            this.negatives = negatives;
            called = positives + negatives;
            found = positives;
        }

        @Override
        public void tie(double score, double weight, double tiedPositives) {
            cut(lastScore / 2 + score / 2);
            called -= weight;
            found -= tiedPositives;
            lastScore = score;
        }

        void cut(double threshold) {
            double precision = called == 0 ? 1 : found / called;
            cuts.add(new Cut(threshold, found / positives, 1 - (called - found) / negatives, precision));
        }
    }
}
