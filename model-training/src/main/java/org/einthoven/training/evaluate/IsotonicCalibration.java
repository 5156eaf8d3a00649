package org.einthoven.training.evaluate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * The rising step function nearest to the truth, by pooling adjacent violators (Ayer et al., Ann. Math. Stat. 1955;26:641);
 * straight lines lead from one step to the next, so that scores between are told apart.
 */
public final class IsotonicCalibration implements Calibrator {
    /** The first and the last score of each step, ascending. */
    private final double[] scores;

    private final double[] probabilities;

    private IsotonicCalibration(Deque<Block> blocks) {
        scores = new double[2 * blocks.size()];
        probabilities = new double[scores.length];
        int i = 0;
        for (Iterator<Block> each = blocks.descendingIterator(); each.hasNext(); i += 2) {
            Block block = each.next();
            scores[i] = block.from;
            scores[i + 1] = block.to;
            Arrays.fill(probabilities, i, i + 2, block.mean());
        }
    }

    /** @throws IllegalArgumentException without cases of both kinds */
    public static IsotonicCalibration fit(Scores validation) {
        if (!validation.bothKinds()) {
            throw new IllegalArgumentException("positive and negative cases are needed");
        }
        Deque<Block> blocks = new ArrayDeque<>();
        Ranking ranking = new Ranking(validation);
        ranking.read(ranking.ones(), (score, weight, positives) -> {
            Block block = new Block(score, score, weight, positives);
            while (!blocks.isEmpty() && blocks.element().mean() >= block.mean()) {
                block = blocks.remove().joined(block);
            }
            blocks.push(block);
        });
        return new IsotonicCalibration(blocks);
    }

    @Override
    public double probability(double score) {
        int found = Arrays.binarySearch(scores, score);
        if (found >= 0) {
            return probabilities[found];
        }
        int above = -found - 1;
        if (above == 0 || above == scores.length) {
            return probabilities[Math.min(above, scores.length - 1)];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
    }

    @Override
    public String method() {
        return "isotonic regression";
    }

    /** Cases of neighbouring scores that share one probability. */
    private record Block(double from, double to, double weight, double positives) {
        double mean() {
            return positives / weight;
        }

        Block joined(Block next) {
            return new Block(from, next.to, weight + next.weight, positives + next.positives);
        }
    }
}
