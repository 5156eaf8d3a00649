package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    /** A case of weight 3 is three cases; the areas are also counted pair by pair. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void weightsAreRepeatedCases(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 40;
        boolean[] positive = new boolean[size];
        double[] score = new double[size];
        int[] weights = new int[size];
        for (int i = 0; i < size; i++) {
            positive[i] = i < 2 || random.nextInt(3) == 0;
            score[i] = random.nextInt(12); // many ties
            weights[i] = i < 4 ? 1 : random.nextInt(4);
        }
        Scores scores = new Scores(positive, score);
        int[] repeated = IntStream.range(0, size)
                .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
                .toArray();
        Scores sample = scores.select(repeated);

        assertThat(new Ranking(scores).auroc(weights)).isCloseTo(pairwiseAuroc(sample), CLOSE);
        assertThat(new Ranking(scores).auprc(weights)).isCloseTo(averagePrecision(sample), CLOSE);
    }

    private static double pairwiseAuroc(Scores scores) {
        double wins = 0;
        for (int i = 0; i < scores.size(); i++) {
            for (int j = 0; j < scores.size(); j++) {
                if (scores.positive()[i] && !scores.positive()[j]) {
                    wins += (Math.signum(scores.score()[i] - scores.score()[j]) + 1) / 2;
                }
            }
        }
        return wins / scores.positives() / scores.negatives();
    }

    /** Mean over the positive cases of the precision at their score. */
    private static double averagePrecision(Scores scores) {
        double sum = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (scores.positive()[i]) {
                int called = 0;
                int found = 0;
                for (int j = 0; j < scores.size(); j++) {
                    if (scores.score()[j] >= scores.score()[i]) {
                        called++;
                        found += scores.positive()[j] ? 1 : 0;
                    }
                }
                sum += (double) found / called;
            }
        }
        return sum / scores.positives();
    }

    @Test
    void oneKindAloneHasNoArea() {
        Ranking ranking = new Ranking(ScoresTest.scores(new double[] {2, 1}, new double[] {0}));

        assertThat(ranking.auroc(new int[] {1, 1, 0})).isNaN();
        assertThat(ranking.auroc(new int[] {0, 0, 1})).isNaN();
        assertThat(ranking.auprc(new int[] {1, 1, 0})).isNaN();
        assertThat(ranking.auprc(new int[] {0, 0, 1})).isNaN();
    }
}
