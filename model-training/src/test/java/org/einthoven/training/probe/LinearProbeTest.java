package org.einthoven.training.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.training.evaluate.Scores;
import org.einthoven.training.probe.LinearProbe.Records;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    private static final long SEED = 21;

    /** Two Gaussians that lie apart in the first feature only. */
    private static Records gaussians(int count, int features, double prevalence, double apart, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[count][features];
        boolean[] positive = new boolean[count];
        for (int i = 0; i < count; i++) {
            positive[i] = i < 2 ? i == 0 : random.nextDouble() < prevalence;
            for (int j = 0; j < features; j++) {
                rows[i][j] = (float) (5 + 3 * random.nextGaussian());
            }
            rows[i][0] += positive[i] ? (float) (3 * apart) : 0;
        }
        return new Records(rows, positive);
    }

    private static double auroc(LinearProbe probe, Records records) {
        return new Scores(records.positive(), probe.logits(records.features())).auroc();
    }

    /** Where the gradient of the loss is nought, weight by weight: w = C Σ (truth - probability) x, and 0 for the intercept. */
    @Test
    void theWeightsAreTheMinimum() {
        Records records = gaussians(300, 4, .3, 1, SEED);
        LinearProbe probe = LinearProbe.fit(records, records);
        Standardisation standardisation = Standardisation.of(records.features());

        double[] sums = new double[5];
        for (int i = 0; i < 300; i++) {
            double p = 1 / (1 + Math.exp(-probe.logit(records.features()[i])));
            double error = (records.positive()[i] ? 1 : 0) - p;
            for (int j = 0; j < 4; j++) {
                sums[j] += error * standardisation.apply(j, records.features()[i][j]);
            }
            sums[4] += error;
        }
        double[] weights = weights(probe, standardisation);
        for (int j = 0; j < 4; j++) {
            assertThat(probe.regularisation() * sums[j])
                    .as("weight %d, seed %d", j, SEED)
                    .isCloseTo(weights[j], Offset.offset(.02 * probe.regularisation()));
        }
        assertThat(sums[4]).as("intercept").isCloseTo(0, Offset.offset(.1));
    }

    /** Read off the logits: of the mean, and of one standard deviation beside it. */
    private static double[] weights(LinearProbe probe, Standardisation standardisation) {
        float[] mean = new float[4];
        for (int j = 0; j < 4; j++) {
            mean[j] = (float) standardisation.mean()[j];
        }
        double[] weights = new double[4];
        for (int j = 0; j < 4; j++) {
            float[] beside = mean.clone();
            beside[j] += (float) (1 / standardisation.scale()[j]);
            weights[j] = probe.logit(beside) - probe.logit(mean);
        }
        return weights;
    }

    @Test
    void reachesWhatTheoryAllows() {
        // Two Gaussians one standard deviation apart: AUROC Φ(1/√2) = 0.760.
        LinearProbe probe = LinearProbe.fit(gaussians(3000, 5, .5, 1, 1), gaussians(1000, 5, .5, 1, 2));

        assertThat(auroc(probe, gaussians(20_000, 5, .5, 1, 3))).isCloseTo(.760, Offset.offset(.01));
    }

    @Test
    void aRareFindingIsLearntAndItsProbabilityIsRare() {
        LinearProbe probe = LinearProbe.fit(gaussians(3000, 5, .01, 2, 1), gaussians(1000, 5, .05, 2, 2));
        Records test = gaussians(5000, 5, .01, 2, 3);

        assertThat(auroc(probe, test)).isGreaterThan(.88);
        double mean = Arrays.stream(probe.logits(test.features()))
                .map(logit -> 1 / (1 + Math.exp(-logit)))
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(.003, .03);
    }

    @Test
    void noiseInManyFeaturesIsHeldDownAndOfEqualsTheSmallestIsTaken() {
        LinearProbe noisy = LinearProbe.fit(gaussians(64, 200, .5, 1.5, 1), gaussians(500, 200, .5, 1.5, 2));
        // One feature orders the records in one way, however strong the penalty.
        LinearProbe plain = LinearProbe.fit(gaussians(200, 1, .5, 1, 1), gaussians(200, 1, .5, 1, 2));

        assertThat(noisy.regularisation()).isLessThan(1);
        assertThat(plain.regularisation()).isEqualTo(.01);
    }

    @Test
    void theSameRecordsGiveTheSameProbe() {
        Records train = gaussians(100, 20, .5, 1, 1);
        Records validation = gaussians(100, 20, .5, 1, 2);

        assertThat(LinearProbe.fit(train, validation).logits(validation.features()))
                .isEqualTo(LinearProbe.fit(train, validation).logits(validation.features()));
    }

    @Test
    void missingInfiniteAndConstantValuesDoNoHarm() {
        Records train = gaussians(200, 4, .5, 2, 1);
        for (int i = 0; i < 200; i++) {
            train.features()[i][1] = 7;
            train.features()[i][2] = Float.NaN;
            train.features()[i][3] = i % 3 == 0 ? Float.POSITIVE_INFINITY : train.features()[i][3];
        }
        LinearProbe probe = LinearProbe.fit(train, train);

        assertThat(auroc(probe, train)).isGreaterThan(.85);
        assertThat(probe.logit(new float[] {Float.NaN, 1e30f, 3, Float.NaN})).isFinite();
        assertThat(probe.logit(new float[] {5, 0, 0, 5})).isEqualTo(probe.logit(new float[] {5, 1e9f, -4, 5}));
    }

    @Test
    void oneKindAloneIsRefused() {
        Records both = gaussians(20, 2, .5, 1, 1);
        Records healthy = new Records(new float[][] {{1, 2}, {3, 4}}, new boolean[] {false, false});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearProbe.fit(healthy, both))
                .withMessage("a probe needs training records with the finding and without it: 0 of 2 have it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearProbe.fit(both, healthy))
                .withMessageContaining("validation");
        assertThatIllegalArgumentException().isThrownBy(() -> new Records(new float[][] {{1, 2}, {3}}, new boolean[2]));
    }
}
