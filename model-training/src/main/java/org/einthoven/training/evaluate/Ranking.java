package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Cases in the order of their scores, so that each bootstrap sample costs one pass and no sorting. A sample tells how often
 * each case is drawn: its weight, in the order of the {@link Scores}.
 */
public final class Ranking {
    private final Scores scores;
    /** Cases by ascending score. */
    private final int[] order;

    public Ranking(Scores scores) {
        this.scores = Objects.requireNonNull(scores);
        order = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores.score()[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    public int size() {
        return order.length;
    }

    /** Each case once. */
    int[] ones() {
        int[] ones = new int[size()];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Area under the ROC curve: the chance that a positive case scores above a negative one, ties counted half (Mann and
     * Whitney 1947).
     *
     * @return NaN where either kind has no weight
     */
    public double auroc(int[] weights) {
        double positives = 0;
        double negatives = 0;
        double wins = 0;
        for (int i = 0; i < order.length; ) {
            int end = endOfTie(i);
            double tiedPositives = 0;
            double tiedNegatives = 0;
            for (; i < end; i++) {
                int weight = weights[order[i]];
                if (scores.positive()[order[i]]) {
                    tiedPositives += weight;
                } else {
                    tiedNegatives += weight;
                }
            }
            wins += tiedPositives * (negatives + tiedNegatives / 2);
            positives += tiedPositives;
            negatives += tiedNegatives;
        }
        return wins / (positives * negatives);
    }

    /**
     * Area under the precision-recall curve as average precision: Σ (change of recall) × precision, cases of one score taken
     * together.
     *
     * @return NaN where either kind has no weight
     */
    public double auprc(int[] weights) {
        double taken = 0;
        double found = 0;
        double area = 0;
        for (int i = order.length; i > 0; ) {
            double foundBefore = found;
            double level = scores.score()[order[i - 1]];
            for (; i > 0 && scores.score()[order[i - 1]] == level; i--) {
                int weight = weights[order[i - 1]];
                taken += weight;
                found += scores.positive()[order[i - 1]] ? weight : 0;
            }
            area += found == foundBefore ? 0 : (found - foundBefore) * found / taken;
        }
        return found == taken ? Double.NaN : area / found;
    }

    /** Calls the reader with each score, ascending: its weight and the weight of its positive cases. */
    void read(int[] weights, TieReader reader) {
        for (int i = 0; i < order.length; ) {
            double level = scores.score()[order[i]];
            double weight = 0;
            double positives = 0;
            for (int end = endOfTie(i); i < end; i++) {
                weight += weights[order[i]];
                positives += scores.positive()[order[i]] ? weights[order[i]] : 0;
            }
            reader.tie(level, weight, positives);
        }
    }

    private int endOfTie(int start) {
        int end = start + 1;
        while (end < order.length && scores.score()[order[end]] == scores.score()[order[start]]) {
            end++;
        }
        return end;
    }

    /** Is shown all cases of one score together. */
    interface TieReader {
        void tie(double score, double weight, double positives);
    }
}
