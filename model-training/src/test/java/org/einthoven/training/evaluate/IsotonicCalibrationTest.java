package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class IsotonicCalibrationTest {
    private static final long SEED = 6;
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    private static Scores fiveCases() {
        return new Scores(new boolean[] {false, true, false, true, true}, new double[] {1, 2, 3, 4, 5});
    }

    @Test
    void violatorsArePooled() {
        IsotonicCalibration fitted = IsotonicCalibration.fit(fiveCases());

        assertThat(IntStream.rangeClosed(1, 5).mapToDouble(fitted::probability)).containsExactly(0.0, .5, .5, 1.0, 1.0);
        assertThat(fitted.probability(3.5)).as("half the way from 0.5 to 1").isCloseTo(.75, CLOSE);
        assertThat(fitted.probability(-9)).isZero();
        assertThat(fitted.probability(9)).isEqualTo(1);
    }

    @Test
    void casesOfOneScoreGetOneProbability() {
        Scores scores = new Scores(new boolean[] {true, false, false, true}, new double[] {1, 1, 1, 2});

        assertThat(IsotonicCalibration.fit(scores).probability(1)).isCloseTo(1.0 / 3, CLOSE);
    }

    /** Pooling is the projection onto rising functions: the mean of each is kept, and no rising function is nearer. */
    @Test
    void itIsTheNearestRisingFunction() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] score = IntStream.range(0, 200).mapToDouble(i -> i).toArray();
        boolean[] positive = new boolean[200];
        for (int i = 0; i < 200; i++) {
            positive[i] = random.nextDouble() < i / 200.0;
        }
        Scores scores = new Scores(positive, score);
        Scores fitted = IsotonicCalibration.fit(scores).calibrate(scores);

        assertThat(fitted.score()).isSorted();
        assertThat(Arrays.stream(fitted.score()).sum()).isCloseTo(scores.positives(), Offset.offset(1e-9));
        double best = new ProbabilityError(fitted).brier(new Ranking(fitted).ones());
        for (int tries = 0; tries < 200; tries++) {
            double[] other = fitted.score().clone();
            for (int i = 0; i < other.length; i++) {
                other[i] = Math.max(0, Math.min(1, other[i] + .05 * random.nextGaussian()));
            }
            Arrays.sort(other);
            double error = new ProbabilityError(new Scores(positive, other)).brier(new Ranking(fitted).ones());
            assertThat(error).as("seed %d", SEED).isGreaterThanOrEqualTo(best);
        }
        assertThat(Reliability.of(fitted).expectedCalibrationError()).isLessThan(.05);
    }

    @Test
    void aThousandPositivesMakeIsotonicRegressionTheChoice() {
        assertThat(Calibrator.fit(fiveCases()).method()).isEqualTo("Platt scaling");
        assertThat(Calibrator.fit(withPositives(999)).method()).isEqualTo("Platt scaling");
        assertThat(Calibrator.fit(withPositives(1000)).method()).isEqualTo("isotonic regression");
    }

    private static Scores withPositives(int positives) {
        return ScoresTest.scores(
                IntStream.range(0, positives).mapToDouble(i -> i).toArray(), new double[] {-1, 500});
    }

    @Test
    void oneKindAloneTeachesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsotonicCalibration.fit(ScoresTest.scores(new double[] {1}, new double[0])));
    }
}
