package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final long SEED = 5;

    private static List<String> patients(int count, int recordsEach) {
        return IntStream.range(0, count * recordsEach)
                .mapToObj(i -> "P" + i / recordsEach)
                .toList();
    }

    /** The share of the weight that lies on cases of odd patients. */
    private static Figure share(int recordsEach) {
        return weights -> {
            double all = 0;
            double odd = 0;
            for (int i = 0; i < weights.length; i++) {
                all += weights[i];
                odd += i / recordsEach % 2 == 1 ? weights[i] : 0;
            }
            return odd / all;
        };
    }

    @Test
    void theWidthIsThatOfABinomialShare() {
        Estimate estimate = Bootstrap.ofPatients(patients(400, 1), SEED).estimate(share(1));

        assertThat(estimate.value()).isEqualTo(.5);
        assertThat(estimate.high() - estimate.low())
                .as("2 × 1.96 × √(¼ / 400)")
                .isCloseTo(2 * 1.96 * Math.sqrt(.25 / 400), Offset.offset(.01));
    }

    @Test
    void fourRecordsOfAPatientCountAsOne() {
        Estimate records = Bootstrap.ofPatients(patients(400, 1), SEED).estimate(share(4));
        Estimate patients = Bootstrap.ofPatients(patients(100, 4), SEED).estimate(share(4));

        assertThat((patients.high() - patients.low()) / (records.high() - records.low()))
                .as("√4")
                .isCloseTo(2, Offset.offset(.25));
    }

    /** Of 200 data sets whose AUROC theory knows, Φ(1/√2), with four records a patient that are nearly alike. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySayWhenPatientsAreDrawn() {
        SplittableRandom random = new SplittableRandom(SEED);
        int rounds = 200;
        int patients = 0;
        int records = 0;
        for (int round = 0; round < rounds; round++) {
            boolean[] positive = new boolean[4 * 100];
            double[] score = new double[positive.length];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = i / 4 % 2 == 0;
                double own = i % 4 == 0 ? random.nextGaussian() : score[i - 1] - (positive[i] ? 1 : 0);
                score[i] = own + 1e-3 * random.nextGaussian() + (positive[i] ? 1 : 0);
            }
            Ranking ranking = new Ranking(new Scores(positive, score));
            patients += holds(Bootstrap.ofPatients(patients(100, 4), round).estimate(ranking::auroc), .760);
            records += holds(Bootstrap.ofCases(400, round).estimate(ranking::auroc), .760);
        }
        assertThat((double) patients / rounds).as("seed %d", SEED).isBetween(.90, .99);
        assertThat((double) records / rounds).as("seed %d", SEED).isLessThan(.80);
    }

    private static int holds(Estimate estimate, double truth) {
        return estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }

    @Test
    void armsArePairedOnTheSamePatients() {
        SplittableRandom random = new SplittableRandom(SEED);
        boolean[] positive = new boolean[300];
        double[] one = new double[300];
        double[] other = new double[300];
        for (int i = 0; i < 300; i++) {
            positive[i] = i % 2 == 0;
            one[i] = random.nextGaussian() + (positive[i] ? 1 : 0);
            other[i] = one[i] + .1 * random.nextGaussian();
        }
        Ranking a = new Ranking(new Scores(positive, one));
        Ranking b = new Ranking(new Scores(positive, other));
        Bootstrap bootstrap = Bootstrap.ofPatients(patients(300, 1), SEED);

        Estimate alone = bootstrap.estimate(a::auroc);
        Estimate difference = bootstrap.estimate(w -> a.auroc(w) - b.auroc(w));
        Ranking again = new Ranking(new Scores(positive, one));
        Estimate itself = bootstrap.estimate(w -> a.auroc(w) - again.auroc(w));

        assertThat(difference.high() - difference.low()).isLessThan((alone.high() - alone.low()) / 4);
        assertThat(itself).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void theSeedDecides() {
        Figure figure = share(1);

        assertThat(Bootstrap.ofPatients(patients(50, 1), 1).estimate(figure))
                .isEqualTo(Bootstrap.ofPatients(patients(50, 1), 1).estimate(figure))
                .isNotEqualTo(Bootstrap.ofPatients(patients(50, 1), 2).estimate(figure));
    }

    @Test
    void samplesWithoutTheFigureAreDrawnAgain() {
        Scores scores = ScoresTest.scores(new double[] {2}, new double[] {1, 3, 0});
        Estimate estimate = Bootstrap.ofPatients(patients(4, 1), SEED).estimate(new Ranking(scores)::auroc);

        assertThat(estimate.value()).isCloseTo(2.0 / 3, Offset.offset(1e-12));
        assertThat(estimate.low()).isGreaterThanOrEqualTo(0);
        assertThat(estimate.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void aFigureThatNoSampleHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bootstrap.ofPatients(patients(2, 1), SEED).estimate(weights -> Double.NaN))
                .withMessageContaining("too few cases");
    }
}
