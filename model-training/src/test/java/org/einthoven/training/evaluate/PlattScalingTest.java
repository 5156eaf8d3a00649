package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlattScalingTest {
    private static final long SEED = 2;

    /** Logits x with truth drawn from sigmoid(slope x + intercept). */
    private static Scores drawn(double slope, double intercept, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        boolean[] positive = new boolean[count];
        double[] logit = new double[count];
        for (int i = 0; i < count; i++) {
            logit[i] = 3 * random.nextGaussian();
            positive[i] = random.nextDouble() < new PlattScaling(slope, intercept).probability(logit[i]);
        }
        return new Scores(positive, logit);
    }

    @Test
    void findsTheScalingThatMadeTheCases() {
        PlattScaling fitted = PlattScaling.fit(drawn(0.7, -1.5, 20_000));

        assertThat(fitted.slope()).as("seed %d", SEED).isCloseTo(0.7, Offset.offset(0.04));
        assertThat(fitted.intercept()).as("seed %d", SEED).isCloseTo(-1.5, Offset.offset(0.08));
    }

    @Test
    void ofSeveralLogitsTheMeanProbabilityIsFitted() {
        SplittableRandom random = new SplittableRandom(SEED);
        PlattScaling made = new PlattScaling(0.7, -1.5);
        boolean[] positive = new boolean[20_000];
        double[][] logits = new double[positive.length][];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.doubles(1 + i % 4, -6, 6).toArray();
            double mean =
                    Arrays.stream(logits[i]).map(made::probability).average().orElseThrow();
            positive[i] = random.nextDouble() < mean;
        }

        PlattScaling fitted = PlattScaling.fit(positive, logits);

        assertThat(fitted.slope()).as("seed %d", SEED).isCloseTo(0.7, Offset.offset(0.05));
        assertThat(fitted.intercept()).as("seed %d", SEED).isCloseTo(-1.5, Offset.offset(0.1));
    }

    @Test
    void logitsFarFromZeroLeaveItFinite() {
        PlattScaling fitted = PlattScaling.fit(
                new boolean[] {true, false, true, false}, new double[][] {{900, 800}, {-900}, {-700, 3}, {600, 2}});

        assertThat(fitted.slope()).isPositive().isFinite();
        assertThat(fitted.intercept()).isFinite();
    }

    @Test
    void aFewCasesThatAreToldApartDoNotGiveCertainty() {
        PlattScaling fitted = PlattScaling.fit(ScoresTest.scores(new double[] {4, 5}, new double[] {-4, -5, -6}));

        assertThat(fitted.slope()).isPositive().isLessThan(5);
        assertThat(fitted.probability(5)).isBetween(0.6, 0.95);
        assertThat(fitted.probability(-5)).isBetween(0.05, 0.4);
    }

    @Test
    void aModelThatOrdersBackwardsGivesThePrevalence() {
        PlattScaling fitted = PlattScaling.fit(
                ScoresTest.scores(new double[] {-2, -1, -3}, new double[] {2, 1, 3, 2, 1, 3, 2, 1, 3}));

        assertThat(fitted.slope()).isEqualTo(PlattScaling.LEAST_SLOPE);
        assertThat(fitted.probability(0)).isCloseTo(0.25, Offset.offset(0.06));
    }
}
