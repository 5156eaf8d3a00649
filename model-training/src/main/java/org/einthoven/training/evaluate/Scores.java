package org.einthoven.training.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of cases whose truth is known. The arrays are this record's own.
 *
 * @param positive whether the finding is there
 * @param score the greater the surer that it is; any monotonic scale
 */
public record Scores(boolean[] positive, double[] score) {
    public Scores {
        if (positive.length != score.length) {
            throw new IllegalArgumentException("a case has one truth and one score");
        }
        for (double value : score) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("a score is not a number");
            }
        }
    }

    public int size() {
        return score.length;
    }

    public int positives() {
        return (int) IntStream.range(0, size()).filter(i -> positive[i]).count();
    }

    public int negatives() {
        return size() - positives();
    }

    public boolean bothKinds() {
        return positives() > 0 && negatives() > 0;
    }

    /** One behind the other. */
    public static Scores concatenated(List<Scores> parts) {
        int size = parts.stream().mapToInt(Scores::size).sum();
        boolean[] truth = new boolean[size];
        double[] value = new double[size];
        int from = 0;
        for (Scores part : parts) {
            System.arraycopy(part.positive, 0, truth, from, part.size());
            System.arraycopy(part.score, 0, value, from, part.size());
            from += part.size();
        }
        return new Scores(truth, value);
    }

    /** These cases in this order; one may be there several times. */
    public Scores select(int[] cases) {
        boolean[] truth = new boolean[cases.length];
        double[] value = new double[cases.length];
        for (int i = 0; i < cases.length; i++) {
            truth[i] = positive[cases[i]];
            value[i] = score[cases[i]];
        }
        return new Scores(truth, value);
    }

    /**
     * Area under the ROC curve: the chance that a positive case scores above a negative one, ties counted half. For
     * (+, 0.9), (-, 0.8), (+, 0.7), (-, 0.1) it is 3/4.
     */
    public double auroc() {
        requireBothKinds();
        Ranking ranking = new Ranking(this);
        return ranking.auroc(ranking.ones());
    }

    /**
     * Area under the precision-recall curve as average precision: Σ (change of recall) × precision, cases of one
     * score taken together. For the cases above it is 1/2 × 1 + 1/2 × 2/3 = 5/6.
     */
    public double auprc() {
        requireBothKinds();
        Ranking ranking = new Ranking(this);
        return ranking.auprc(ranking.ones());
    }

    /** Share of the positive cases that score at or above the threshold. */
    public double sensitivity(double threshold) {
        return share(true, true, threshold);
    }

    /** Share of the negative cases that score below the threshold. */
    public double specificity(double threshold) {
        return share(false, false, threshold);
    }

    private double share(boolean kind, boolean above, double threshold) {
        long all = IntStream.range(0, size()).filter(i -> positive[i] == kind).count();
        long right = IntStream.range(0, size())
                .filter(i -> positive[i] == kind && score[i] >= threshold == above)
                .count();
        return (double) right / all;
    }

    private void requireBothKinds() {
        if (!bothKinds()) {
            throw new IllegalStateException("positive and negative cases are needed");
        }
    }
}
