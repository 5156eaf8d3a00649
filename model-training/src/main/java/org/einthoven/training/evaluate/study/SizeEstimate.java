package org.einthoven.training.evaluate.study;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.einthoven.training.evaluate.Bootstrap;
import org.einthoven.training.evaluate.Estimate;
import org.einthoven.training.evaluate.Figure;
import org.einthoven.training.evaluate.Ranking;

/**
 * An arm on one number of labels: figures as the mean over the subsets of that size, with 95 % intervals from drawing both test
 * patients and subsets with replacement.
 *
 * @param subsets how many were fitted
 */
record SizeEstimate(int labels, int subsets, Estimate auroc, Estimate auprc) {
    /** @param rankings of the test records, one a subset */
    static SizeEstimate of(int labels, List<Ranking> rankings, Bootstrap bootstrap, long seed) {
        return new SizeEstimate(
                labels,
                rankings.size(),
                mean(rankings, Ranking::auroc, bootstrap, seed),
                mean(rankings, Ranking::auprc, bootstrap, seed));
    }

    SizeEstimate withAuroc(Estimate other) {
        return new SizeEstimate(labels, subsets, other, auprc);
    }

    /** An arm's AUROC less another's, of the same subsets and patients. */
    static Estimate difference(List<Ranking> of, List<Ranking> from, Bootstrap bootstrap, long seed) {
        return difference(of, from, Ranking::auroc, bootstrap, seed);
    }

    /** An arm's figure less another's, of the same subsets and patients. */
    static Estimate difference(
            List<Ranking> of,
            List<Ranking> from,
            ToDoubleBiFunction<Ranking, int[]> figure,
            Bootstrap bootstrap,
            long seed) {
        record Pair(Ranking of, Ranking from) {}
        List<Pair> pairs = IntStream.range(0, of.size())
                .mapToObj(i -> new Pair(of.get(i), from.get(i)))
                .toList();
        return mean(
                pairs,
                (pair, weights) -> figure.applyAsDouble(pair.of, weights) - figure.applyAsDouble(pair.from, weights),
                bootstrap,
                seed);
    }

    private static <T> Estimate mean(
            List<T> subsets, ToDoubleBiFunction<T, int[]> figure, Bootstrap bootstrap, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Figure ofAll = weights -> subsets.stream()
                .mapToDouble(each -> figure.applyAsDouble(each, weights))
                .average()
                .orElse(Double.NaN);
        Figure ofSome = weights -> {
            double sum = 0;
            for (int i = 0; i < subsets.size(); i++) {
                sum += figure.applyAsDouble(subsets.get(random.nextInt(subsets.size())), weights);
            }
            return sum / subsets.size();
        };
        return bootstrap.estimate(ofAll, ofSome);
    }
}
