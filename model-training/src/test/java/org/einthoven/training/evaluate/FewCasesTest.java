package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FewCasesTest {
    private static final int TRIALS = 400;

    /** 10 of 10: from 10 / (10 + 1.96²). 1 of 10: Wilson's formula. */
    @Test
    void aShareHasWilsonsInterval() {
        assertThat(FewCases.share(1, 10).low()).isCloseTo(10 / (10 + 3.841459), within(1e-6));
        assertThat(FewCases.share(1, 10).high()).isEqualTo(1);
        assertThat(FewCases.share(0, 10).high()).isCloseTo(3.841459 / (10 + 3.841459), within(1e-6));
        assertThat(FewCases.share(.1, 10).low()).isCloseTo(.017876, within(1e-5));
        assertThat(FewCases.share(.1, 10).high()).isCloseTo(.404150, within(1e-5));
    }

    @Test
    void oneCaseThatIsRankedFirstProvesLittle() {
        Estimate one = FewCases.auroc(1, 1, 53);

        assertThat(one.low()).isBetween(.1, .5);
        assertThat(one.high()).isEqualTo(1);
        assertThat(FewCases.auroc(.5, 1, 53).low()).isLessThan(.15);
    }

    @Test
    void oppositeScoresHaveOppositeIntervals() {
        Estimate high = FewCases.auroc(.9, 7, 60);
        Estimate low = FewCases.auroc(.1, 7, 60);

        assertThat(low.low()).isCloseTo(1 - high.high(), within(1e-9));
        assertThat(low.high()).isCloseTo(1 - high.low(), within(1e-9));
    }

    /** How often it holds the AUROC of the Gaussians from which cases are drawn; the bootstrap alone holds it far less often. */
    @ParameterizedTest
    @CsvSource({"1, 50, 0.8", "2, 50, 0.8", "3, 40, 0.95", "5, 60, 0.6", "10, 100, 0.9"})
    void theIntervalHoldsTheTruth(int positives, int negatives, double truth) {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        double apart = apart(truth);
        int held = 0;
        int unheldByBootstrap = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Scores scores = draw(positives, negatives, apart, random);
            Estimate few = FewCases.auroc(scores.auroc(), positives, negatives);
            held += few.low() <= truth && truth <= few.high() ? 1 : 0;
            if (trial < 40) {
                Estimate sampled = Estimate.of(scores, Ranking::auroc, seed);
                unheldByBootstrap += sampled.low() <= truth && truth <= sampled.high() ? 0 : 1;
            }
        }
        assertThat((double) held / TRIALS).as("seed %d", seed).isGreaterThanOrEqualTo(.92);
        assertThat(unheldByBootstrap).as("of 40, seed %d", seed).isGreaterThanOrEqualTo(positives < 3 ? 8 : 0);
    }

    /** √2 Φ⁻¹ of it, for the values above. */
    private static double apart(double auroc) {
        double normal = auroc == .6 ? .253347 : auroc == .8 ? .841621 : auroc == .9 ? 1.281552 : 1.644854;
        return Math.sqrt(2) * normal;
    }

    private static Scores draw(int positives, int negatives, double apart, SplittableRandom random) {
        boolean[] truth = new boolean[positives + negatives];
        double[] score = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = i < positives;
            score[i] = random.nextGaussian() + (truth[i] ? apart : 0);
        }
        return new Scores(truth, score);
    }
}
