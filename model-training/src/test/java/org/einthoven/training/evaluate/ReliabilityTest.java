package org.einthoven.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);
    private static final long SEED = 8;

    /** 15 cases called 0.2 of which six have the finding, and 15 called 0.6 of which nine have it. */
    private static Scores thirty() {
        boolean[] positive = new boolean[30];
        Arrays.fill(positive, 0, 6, true);
        Arrays.fill(positive, 15, 24, true);
        double[] probability = new double[30];
        Arrays.fill(probability, 0, 15, .2);
        Arrays.fill(probability, 15, 30, .6);
        return new Scores(positive, probability);
    }

    @Test
    void theErrorByHand() {
        Scores scores = thirty();

        assertThat(Reliability.of(scores).expectedCalibrationError())
                .as("½ × |0.2 - 0.4| + ½ × |0.6 - 0.6|")
                .isCloseTo(.1, CLOSE);
        assertThat(new ProbabilityError(scores).brier(new Ranking(scores).ones()))
                .as("(6 × 0.64 + 9 × 0.04 + 9 × 0.16 + 6 × 0.36) / 30")
                .isCloseTo(.26, CLOSE);
    }

    @Test
    void theOrderOfTiedCasesIsOfNoMatter() {
        Scores scores = thirty();
        List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        Scores shuffled = scores.select(order.stream().mapToInt(i -> i).toArray());

        assertThat(Reliability.of(shuffled).expectedCalibrationError()).isCloseTo(.1, CLOSE);
    }

    @Test
    void fifteenBinsOfEqualMassWhateverTheNumberOfCases() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] probability = random.doubles(1007).toArray();
        boolean[] positive = new boolean[probability.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = random.nextDouble() < probability[i];
        }
        Reliability reliability = Reliability.of(new Scores(positive, probability));

        assertThat(reliability.bins()).hasSize(15).allSatisfy(bin -> assertThat(bin.cases())
                .isCloseTo(1007 / 15.0, Offset.offset(1e-6)));
        assertThat(reliability.bins()).extracting(Reliability.Bin::probability).isSorted();
        assertThat(reliability.expectedCalibrationError())
                .as("well calibrated, seed %d", SEED)
                .isLessThan(.07);
        assertThat(reliability.bins())
                .filteredOn(bin -> bin.interval().low() <= bin.probability()
                        && bin.probability() <= bin.interval().high())
                .as("95 % of the bins, seed %d", SEED)
                .hasSizeGreaterThanOrEqualTo(12);
    }

    /** Of 15 cases each is a bin of its own: the error of p is (1 - p) p + p (1 - p). Of very many nothing is left. */
    @Test
    void whatChanceAloneMakesOfRightProbabilities() {
        double[] few = new double[15];
        double[] many = new double[150_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = (i % 15 + .5) / 15;
        }
        System.arraycopy(many, 0, few, 0, few.length);
        double expected = Arrays.stream(few).map(p -> 2 * p * (1 - p)).average().orElseThrow();

        assertThat(byChance(few)).isCloseTo(expected, Offset.offset(.03));
        assertThat(byChance(many)).isLessThan(.01);
    }

    private static double byChance(double... probabilities) {
        return new ProbabilityError(new Scores(new boolean[probabilities.length], probabilities))
                .calibrationErrorByChance();
    }

    @Test
    void aWeightIsThatManyCases() {
        Scores scores = thirty();
        int[] weights = IntStream.range(0, 30).map(i -> i % 3).toArray();
        int[] repeated = IntStream.range(0, 30)
                .flatMap(i -> IntStream.generate(() -> i).limit(weights[i]))
                .toArray();

        assertThat(new ProbabilityError(scores).expectedCalibrationError(weights))
                .isCloseTo(Reliability.of(scores.select(repeated)).expectedCalibrationError(), CLOSE);
    }

    @Test
    void wilsonsIntervalOfEightInTen() {
        Estimate interval = new Reliability.Bin(10, .5, .8).interval();

        assertThat(interval.low()).isCloseTo(.490, Offset.offset(5e-4));
        assertThat(interval.high()).isCloseTo(.943, Offset.offset(5e-4));
    }

    @Test
    void fewerCasesThanBinsAreShared() {
        Scores scores = ScoresTest.scores(new double[] {.9}, new double[] {.3});

        assertThat(Reliability.of(scores).expectedCalibrationError())
                .as("seven bins of 0.3, seven of 0.9, and one of half a case each: 0.6 for 0.5")
                .isCloseTo((7 * .3 + 7 * .1 + .1) / 15, CLOSE);
    }

    @Test
    void aProbabilityIsBetweenNothingAndOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbabilityError(ScoresTest.scores(new double[] {1.1}, new double[] {0})));
    }
}
