package org.einthoven.training.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.einthoven.ecg.Lead;
import org.einthoven.training.data.Examples;
import org.einthoven.training.data.Window;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final long SEED = 21;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static float[] row(Window window, int lead) {
        return Objects.requireNonNull(window.row(lead));
    }

    @Test
    void leadIAloneStays() {
        Window window = Examples.window(12, SEED);

        new LeadDropout(1, 0, 0).apply(window, random);

        assertThat(window.leads()).isEqualTo(1);
        assertThat(window.row(Lead.I.standardIndex())).isNotNull();
    }

    @Test
    void limbLeadsAloneStay() {
        Window window = Examples.window(12, SEED);

        new LeadDropout(0, 1, 0).apply(window, random);

        assertThat(window.leads()).isEqualTo(6);
        assertThat(window.row(Lead.V1.standardIndex())).isNull();
    }

    @Test
    void oneLeadAlwaysStays() {
        for (int i = 0; i < 200; i++) {
            Window window = Examples.window(12, SEED);
            window.drop(Lead.I.standardIndex());
            LeadDropout dropout = new LeadDropout(0.3, 0, 0.7);
            for (int again = 0; again < 20; again++) {
                dropout.apply(window, random);
            }
            assertThat(window.leads()).as("seed %d", SEED).isPositive();
        }
    }

    @Test
    void dropoutByChanceTakesSomeLeads() {
        int left = 0;
        for (int i = 0; i < 100; i++) {
            Window window = Examples.window(12, SEED);
            new LeadDropout(0, 0, 1).apply(window, random);
            left += window.leads();
        }
        // Each lead goes with a probability that is uniform up to one half: a quarter of 1200 on average.
        assertThat(left).as("seed %d", SEED).isBetween(780, 1020);
    }

    @Test
    void aShiftMovesAllLeadsTogetherAndMasksTheRest() {
        Window window = Examples.window(12, SEED);
        Window before = window.copy();

        new TimeShift(1, 400).apply(window, random);

        int shift = 0;
        while (Float.isNaN(row(window, 0)[shift])) {
            shift++;
        }
        boolean later = shift > 0;
        if (!later) {
            while (Float.isNaN(row(window, 0)[2499 - shift])) {
                shift++;
            }
        }
        assertThat(shift).as("seed %d", SEED).isBetween(1, 400);
        int to = later ? shift : 0;
        int from = later ? 0 : shift;
        for (int lead = 0; lead < 12; lead++) {
            for (int i = 0; i < 2500 - shift; i++) {
                assertThat(row(window, lead)[to + i]).isEqualTo(row(before, lead)[from + i]);
            }
        }
    }

    @Test
    void gainKeepsTheShapeOfALead() {
        Window window = Examples.window(2, SEED);
        Window before = window.copy();

        new Gain(Math.log(2), Math.log(1.1)).apply(window, random);

        float factor = row(window, 1)[0] / row(before, 1)[0];
        assertThat(factor).as("seed %d", SEED).isBetween(1 / 2.21f, 2.21f).isNotEqualTo(1f);
        assertThat(row(window, 1)[1234]).isCloseTo(factor * row(before, 1)[1234], Offset.offset(1e-4f));
    }

    @Test
    void noiseIsNoStrongerThanItsLimit() {
        Window window = Examples.window(1, SEED);
        Window before = window.copy();

        new Noise(0.03).apply(window, random);

        double squares = 0;
        for (int i = 0; i < 2500; i++) {
            squares += Math.pow(row(window, 0)[i] - row(before, 0)[i], 2);
        }
        assertThat(Math.sqrt(squares / 2500))
                .as("seed %d", SEED)
                .isGreaterThan(0)
                .isLessThan(0.031);
    }

    @Test
    void wanderIsSlowAndBounded() {
        Window window = Examples.window(1, SEED);
        Window before = window.copy();

        new BaselineWander(0.15).apply(window, random);

        for (int i = 1; i < 2500; i++) {
            float added = row(window, 0)[i] - row(before, 0)[i];
            float addedBefore = row(window, 0)[i - 1] - row(before, 0)[i - 1];
            assertThat(Math.abs(added)).as("seed %d", SEED).isLessThan(0.1501f);
            // At most 2π × 0.4 Hz × 0.15 mV / 250 Hz between two samples.
            assertThat(Math.abs(added - addedBefore)).isLessThan(0.0016f);
        }
    }

    @Test
    void whatIsNotValidStaysSo() {
        for (int i = 0; i < 50; i++) {
            Window window = Examples.window(3, SEED);
            java.util.Arrays.fill(row(window, 0), Float.NaN);

            Augmentation.sequence(java.util.List.of(new Gain(1, 1), new Noise(1), new BaselineWander(1)))
                    .apply(window, random);

            assertThat(row(window, 0)).containsOnly(Float.NaN);
            assertThat(window.row(5)).isNull();
        }
    }

    @Test
    void theSameSeedGivesTheSameWindow() {
        Window first = Examples.window(12, SEED);
        Window second = Examples.window(12, SEED);

        Augmentation.standard().apply(first, new SplittableRandom(4));
        Augmentation.standard().apply(second, new SplittableRandom(4));

        assertThat(first.toNormalisedEcg().samples())
                .isEqualTo(second.toNormalisedEcg().samples());
    }
}
