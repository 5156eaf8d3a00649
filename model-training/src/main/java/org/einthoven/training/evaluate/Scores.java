package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Comparator;
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

    Scores select(int[] cases) {
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
        Integer[] order = ascending();
        double rankSum = 0;
        for (int i = 0; i < order.length; ) {
            int end = i;
            while (end < order.length && score[order[end]] == score[order[i]]) {
                end++;
            }
            double rank = (i + 1 + end) / 2.0;
            for (; i < end; i++) {
                rankSum += positive[order[i]] ? rank : 0;
            }
        }
        double p = positives();
        return (rankSum - p * (p + 1) / 2) / (p * negatives());
    }

    /**
     * Area under the precision-recall curve as average precision: Σ (change of recall) × precision, cases of one
     * score taken together. For the cases above it is 1/2 × 1 + 1/2 × 2/3 = 5/6.
     */
    public double auprc() {
        requireBothKinds();
        Integer[] order = ascending();
        double area = 0;
        int taken = 0;
        int found = 0;
        for (int i = order.length - 1; i >= 0; ) {
            int foundBefore = found;
            double level = score[order[i]];
            for (; i >= 0 && score[order[i]] == level; i--) {
                taken++;
                found += positive[order[i]] ? 1 : 0;
            }
            area += (double) (found - foundBefore) / positives() * found / taken;
        }
        return area;
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

    private Integer[] ascending() {
        Integer[] order = IntStream.range(0, size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> score[i]));
        return order;
    }

    private void requireBothKinds() {
        if (!bothKinds()) {
            throw new IllegalStateException("positive and negative cases are needed");
        }
    }
}
