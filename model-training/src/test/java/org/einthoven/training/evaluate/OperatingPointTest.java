package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OperatingPointTest {
    @Test
    void kindsThatAreToldApartHaveNoBand() {
        OperatingPoint point =
                OperatingPoint.of(ScoresTest.scores(new double[] {0.8, 0.9}, new double[] {0.1, 0.2, 0.4}));

        assertThat(point.threshold()).isCloseTo(0.6, Offset.offset(1e-9));
        assertThat(point.uncertainLow()).isEqualTo(point.threshold());
        assertThat(point.uncertainHigh()).isEqualTo(point.threshold());
    }

    @Test
    void theBandEndsWhereSensitivityAndSpecificityReachNinetyPercent() {
        SplittableRandom random = new SplittableRandom(1);
        double[] positive = random.doubles(500).map(u -> 0.3 + 0.7 * u).toArray();
        double[] negative = random.doubles(500).map(u -> 0.7 * u).toArray();
        Scores scores = ScoresTest.scores(positive, negative);

        OperatingPoint point = OperatingPoint.of(scores);

        assertThat(point.uncertainLow()).isLessThan(point.uncertainHigh());
        assertThat(point.threshold()).isBetween(point.uncertainLow(), point.uncertainHigh());
        assertThat(scores.sensitivity(point.uncertainLow())).isBetween(0.9, 0.902);
        assertThat(scores.specificity(point.uncertainHigh())).isBetween(0.9, 0.902);
    }

    @Test
    void aUselessModelIsUncertainNearlyAlways() {
        SplittableRandom random = new SplittableRandom(1);
        Scores scores = ScoresTest.scores(
                random.doubles(300).toArray(), random.doubles(300).toArray());

        OperatingPoint point = OperatingPoint.of(scores);

        assertThat(point.uncertainHigh() - point.uncertainLow()).isGreaterThan(0.7);
    }
}
