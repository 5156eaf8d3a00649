package org.einthoven.training.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Cases in the order of their scores, so that each bootstrap sample costs one pass and no sorting. A sample tells how often
 * each case is drawn: its weight, in the order of the {@link Scores}.
 */
public final class Ranking {
    /** Cases by ascending score. */
    private final int[] order;

    /** The scores in that order, and whether each is a positive case's and the last of its tie. */
    private final double[] level;

    private final boolean[] positive;
    private final boolean[] endsTie;

    public Ranking(Scores scores) {
        order = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores.score()[i]))
                .mapToInt(i -> i)
                .toArray();
        level = new double[order.length];
        positive = new boolean[order.length];
        endsTie = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            level[i] = scores.score()[order[i]];
            positive[i] = scores.positive()[order[i]];
            endsTie[i] = i + 1 == order.length || scores.score()[order[i + 1]] != level[i];
        }
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
        double tiedPositives = 0;
        double tiedNegatives = 0;
        double wins = 0;
        for (int i = 0; i < order.length; i++) {
            if (positive[i]) {
                tiedPositives += weights[order[i]];
            } else {
                tiedNegatives += weights[order[i]];
            }
            if (endsTie[i]) {
                wins += tiedPositives * (negatives + tiedNegatives / 2);
                positives += tiedPositives;
                negatives += tiedNegatives;
                tiedPositives = 0;
                tiedNegatives = 0;
            }
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
        double foundBefore = 0;
        double area = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            int weight = weights[order[i]];
            taken += weight;
            found += positive[i] ? weight : 0;
            if ((i == 0 || endsTie[i - 1]) && found > foundBefore) {
                area += (found - foundBefore) * found / taken;
                foundBefore = found;
            }
        }
        return found == taken ? Double.NaN : area / found;
    }

    /** Calls the reader with each score, ascending: its weight and the weight of its positive cases. */
    void read(int[] weights, TieReader reader) {
        double weight = 0;
        double positives = 0;
        for (int i = 0; i < order.length; i++) {
            weight += weights[order[i]];
            positives += positive[i] ? weights[order[i]] : 0;
            if (endsTie[i]) {
                reader.tie(level[i], weight, positives);
                weight = 0;
                positives = 0;
            }
        }
    }

    /** Is shown all cases of one score together. */
    interface TieReader {
        void tie(double score, double weight, double positives);
    }
}
