package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.training.evaluate.OperatingCurve.Cut;
import org.junit.jupiter.api.Test;

class OperatingCurveTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    @Test
    void everyCutOfFourCases() {
        Scores scores = ScoresTest.scores(new double[] {.9, .7}, new double[] {.8, .1});

        assertThat(OperatingCurve.of(scores).cuts())
                .usingRecursiveFieldByFieldElementComparator()
                .usingComparatorForType((a, b) -> a.equals(b) || Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(
                        new Cut(-INFINITE, 1, 0, .5),
                        new Cut(.4, 1, .5, 2.0 / 3),
                        new Cut(.75, .5, .5, .5),
                        new Cut(.85, .5, 1, 1),
                        new Cut(INFINITE, 0, 1, 1));
    }

    @Test
    void thresholdsOfTwelveCases() {
        // Of ten without the finding one scores above 5, and two above 3.
        Scores scores = ScoresTest.scores(new double[] {4, 7}, new double[] {0, 0, 1, 1, 2, 2, 3, 3, 3.5, 6});
        Thresholds thresholds = Thresholds.of(scores);

        assertThat(thresholds.youden()).as("1 + 0.9").isCloseTo(3.75, Offset.offset(1e-12));
        assertThat(thresholds.specific()).as("0.5 and 1").isCloseTo(6.5, Offset.offset(1e-12));
    }

    @Test
    void theSpecificThresholdIsTheLowestThatHolds() {
        SplittableRandom random = new SplittableRandom(4);
        Scores scores = ScoresTest.scores(
                random.doubles(300).map(u -> u + .3).toArray(),
                random.doubles(1000).toArray());
        double threshold = Thresholds.of(scores).specific();

        assertThat(scores.specificity(threshold)).isEqualTo(.95);
        Decisions decisions = new Decisions(scores, threshold);
        int[] ones = new Ranking(scores).ones();
        assertThat(decisions.specificity(ones)).isEqualTo(.95);
        assertThat(decisions.sensitivity(ones)).isEqualTo(scores.sensitivity(threshold));
    }

    @Test
    void oneKindAloneHasNoCurve() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatingCurve.of(ScoresTest.scores(new double[] {1}, new double[0])));
    }
}
