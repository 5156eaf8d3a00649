package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static Scores gaussian(int positives, int negatives, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] positive = new double[positives];
        double[] negative = new double[negatives];
        for (int i = 0; i < positives; i++) {
            positive[i] = random.nextGaussian() + 1;
        }
        for (int i = 0; i < negatives; i++) {
            negative[i] = random.nextGaussian();
        }
        return ScoresTest.scores(positive, negative);
    }

    @Test
    void theIntervalHoldsTheFigureAndNarrowsWithMoreCases() {
        Estimate few = Estimate.of(gaussian(20, 20, 1), Ranking::auroc, 1);
        Estimate many = Estimate.of(gaussian(500, 500, 1), Ranking::auroc, 1);

        assertThat(few.value()).isBetween(few.low(), few.high());
        assertThat(many.high() - many.low()).isLessThan((few.high() - few.low()) / 3);
    }

    @Test
    void itsWidthIsThatOfTheory() {
        // Hanley and McNeil 1982: AUROC 0.76 with 500 cases of each kind has a standard error of 0.0149.
        Estimate estimate = Estimate.of(gaussian(500, 500, 1), Ranking::auroc, 1);

        assertThat(estimate.high() - estimate.low()).isCloseTo(2 * 1.96 * 0.0149, Offset.offset(0.012));
    }

    @Test
    void samplesWithoutAPositiveCaseAreDrawnAgain() {
        Estimate estimate = Estimate.of(gaussian(1, 5, 1), Ranking::auroc, 1);

        assertThat(estimate.low()).isBetween(0.0, 1.0);
    }

    @Test
    void theSeedDecides() {
        Scores scores = gaussian(30, 30, 1);

        assertThat(Estimate.of(scores, Ranking::auprc, 4)).isEqualTo(Estimate.of(scores, Ranking::auprc, 4));
    }
}
