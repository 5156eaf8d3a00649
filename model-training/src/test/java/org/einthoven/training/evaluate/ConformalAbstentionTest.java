package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.einthoven.training.evaluate.ConformalAbstention.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalAbstentionTest {
    private static Scores drawn(SplittableRandom random, int positives, int negatives, double separation) {
        return ScoresTest.scores(
                IntStream.range(0, positives)
                        .mapToDouble(i -> random.nextGaussian() + separation)
                        .toArray(),
                IntStream.range(0, negatives)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray());
    }

    @Test
    void boundsOfNineteenCasesEach() {
        double[] positives = IntStream.rangeClosed(1, 19).mapToDouble(i -> i).toArray();
        double[] negatives =
                IntStream.rangeClosed(1, 19).mapToDouble(i -> i - 16).toArray();
        // 0.1 × 20 = 2: the second from the end on either side.
        ConformalAbstention abstention = ConformalAbstention.of(ScoresTest.scores(positives, negatives), .1);

        assertThat(abstention).isEqualTo(new ConformalAbstention(2, 2));
        assertThat(abstention.answer(1.9)).isEqualTo(Answer.ABSENT);
        assertThat(abstention.answer(2)).isEqualTo(Answer.BOTH);
        assertThat(abstention.answer(2.1)).isEqualTo(Answer.PRESENT);
    }

    @Test
    void wellPartedKindsLeaveScoresBetweenThatFitNeither() {
        double[] positives =
                IntStream.rangeClosed(1, 19).mapToDouble(i -> 100 + i).toArray();
        double[] negatives = IntStream.rangeClosed(1, 19).mapToDouble(i -> i).toArray();
        ConformalAbstention abstention = ConformalAbstention.of(ScoresTest.scores(positives, negatives), .1);

        assertThat(abstention.answer(50)).isEqualTo(Answer.NONE);
    }

    @Test
    void tooFewCasesLeaveEverythingOpen() {
        ConformalAbstention abstention =
                ConformalAbstention.of(ScoresTest.scores(new double[] {5, 6}, new double[] {1}), .1);

        assertThat(abstention.answer(-99)).isEqualTo(Answer.BOTH);
        assertThat(abstention.answer(99)).isEqualTo(Answer.BOTH);
    }

    /** Whatever the model is worth and however unbalanced the kinds, each keeps its coverage on average. */
    @ParameterizedTest
    @CsvSource({"0.1, 2, 100, 100", "0.1, 0, 100, 100", "0.05, 1, 40, 400", "0.2, 3, 30, 60"})
    void eachKindKeepsItsCoverage(double alpha, double separation, int positives, int negatives) {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        int rounds = 400;
        double present = 0;
        double absent = 0;
        for (int i = 0; i < rounds; i++) {
            ConformalAbstention abstention =
                    ConformalAbstention.of(drawn(random, positives, negatives, separation), alpha);
            ConformalAbstention.Coverage coverage = abstention.coverage(drawn(random, 100, 100, separation));
            present += coverage.present() / rounds;
            absent += coverage.absent() / rounds;
        }
        // Standard error of the mean of 400 rounds is below 0.003; the excess is at most 1 / (n + 1).
        double error = .012;
        assertThat(present).as("seed %d", seed).isBetween(1 - alpha - error, 1 - alpha + 1.0 / positives + error);
        assertThat(absent).as("seed %d", seed).isBetween(1 - alpha - error, 1 - alpha + 1.0 / negatives + error);
    }

    @Test
    void theCountsByHand() {
        ConformalAbstention abstention = new ConformalAbstention(1, 2);
        Scores test = ScoresTest.scores(new double[] {0, 1.5, 3, 4}, new double[] {0, 1, 2, 3});

        ConformalAbstention.Coverage coverage = abstention.coverage(test);

        assertThat(coverage.present()).as("all but the first").isEqualTo(.75);
        assertThat(coverage.absent()).as("all but the last").isEqualTo(.75);
        assertThat(coverage.abstained()).as("1.5, 1 and 2").isCloseTo(3.0 / 8, Offset.offset(1e-12));
        assertThat(coverage.none()).isZero();
    }

    @Test
    void aPartLiesBetweenNothingAndAll() {
        Scores scores = ScoresTest.scores(new double[] {1}, new double[] {0});
        assertThatIllegalArgumentException().isThrownBy(() -> ConformalAbstention.of(scores, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ConformalAbstention.of(scores, 1));
    }
}
