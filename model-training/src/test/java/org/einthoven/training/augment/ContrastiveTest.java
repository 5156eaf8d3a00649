package org.einthoven.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.training.augment.SimulatedWindows.row;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.einthoven.training.data.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all augmentations for contrast have in common, and what they are together. */
class ContrastiveTest {
    private static final long SEED = 33;
    private static final Map<String, Double> CROPPING = Map.of("crop", .5);

    private final SplittableRandom random = new SplittableRandom(SEED);

    static Stream<Augmentation> disturbances() {
        return Stream.of(
                new HeartRotation(45),
                new ElectrodeWander(.5),
                new PowerlineHum(.1),
                new MuscleNoise(.1),
                new GaussianNoise(.1));
    }

    static Stream<Augmentation> all() {
        return Stream.concat(
                disturbances(),
                Stream.of(
                        new CropAndResize(.5),
                        new TimeOut(.2, .4),
                        new LeadMask(.3),
                        Augmentation.contrastive(Strengths.standard().with(CROPPING))));
    }

    /** Of which lead II lacks two stretches, and lead III another. */
    private static Window gapped(long seed) {
        Window window = SimulatedWindows.of(seed);
        Arrays.fill(row(window, 1), 300, 420, Float.NaN);
        Arrays.fill(row(window, 1), 2400, 2500, Float.NaN);
        Arrays.fill(row(window, 2), 900, 1000, Float.NaN);
        return window;
    }

    private static void assertLimbLaws(Window window) {
        float[] one = window.row(0);
        float[] two = window.row(1);
        if (one == null || two == null) {
            return;
        }
        for (int i = 0; i < one.length; i++) {
            if (!Float.isNaN(one[i]) && !Float.isNaN(two[i])) {
                assertLead(window, 2, i, two[i] - one[i]);
                assertLead(window, 3, i, -(one[i] + two[i]) / 2);
                assertLead(window, 4, i, one[i] - two[i] / 2);
                assertLead(window, 5, i, two[i] - one[i] / 2);
            }
        }
    }

    private static void assertLead(Window window, int lead, int i, float expected) {
        float[] row = window.row(lead);
        if (row != null && !Float.isNaN(row[i]) && row[i] != expected) {
            assertThat(row[i]).as("lead %d, sample %d, seed %d", lead, i, SEED).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void limbLeadsStayConsistent(Augmentation augmentation) {
        for (int seed = 0; seed < 8; seed++) {
            Window window = seed % 2 == 0 ? SimulatedWindows.of(seed) : gapped(seed);
            LimbLaws.restore(window);
            augmentation.apply(window, random);
            assertLimbLaws(window);
        }
    }

    @ParameterizedTest
    @MethodSource("disturbances")
    void whatIsNotValidStaysSoAndWhatIsValidToo(Augmentation disturbance) {
        Window window = gapped(SEED);
        window.drop(4);
        Window before = window.copy();
        disturbance.apply(window, random);

        for (int lead = 0; lead < 12; lead++) {
            float[] old = before.row(lead);
            assertThat(window.row(lead) == null).isEqualTo(old == null);
            for (int i = 0; old != null && i < old.length; i++) {
                assertThat(Float.isNaN(row(window, lead)[i])).isEqualTo(Float.isNaN(old[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameSeedGivesTheSameView(Augmentation augmentation) {
        Window one = gapped(SEED);
        Window other = gapped(SEED);
        augmentation.apply(one, new SplittableRandom(SEED));
        augmentation.apply(other, new SplittableRandom(SEED));

        for (int lead = 0; lead < 12; lead++) {
            assertThat(one.row(lead)).isEqualTo(other.row(lead));
        }
    }

    @Test
    void twoViewsDiffer() {
        Augmentation views = Augmentation.contrastive(Strengths.standard());
        Window one = SimulatedWindows.of(SEED);
        Window other = SimulatedWindows.of(SEED);
        views.apply(one, random);
        views.apply(other, random);

        assertThat(one.toNormalisedEcg().samples())
                .isNotEqualTo(other.toNormalisedEcg().samples());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 12})
    void somethingOfEveryWindowStaysValid(int leads) {
        Augmentation views = Augmentation.contrastive(
                Strengths.standard().with(Map.of("time-out", .9, "lead-mask", 1.0, "crop", .75)));
        for (int i = 0; i < 100; i++) {
            Window window = SimulatedWindows.silent();
            for (int lead = leads; lead < 12; lead++) {
                window.drop(lead);
            }
            for (int lead = 0; lead < leads; lead++) {
                // As short as a recording may be.
                Arrays.fill(row(window, lead), 625, 2500, Float.NaN);
            }
            views.apply(window, random);

            boolean[] valid = window.toNormalisedEcg().valid();
            assertThat(window.leads()).as("seed %d", SEED).isEqualTo(1);
            assertThat(valid).as("seed %d", SEED).contains(true);
        }
    }

    @Test
    void withoutStrengthNothingChanges() {
        Window window = gapped(SEED);
        LimbLaws.restore(window);
        Window before = window.copy();
        Augmentation.contrastive(new Strengths(Map.of())).apply(window, random);

        for (int lead = 0; lead < 12; lead++) {
            assertThat(window.row(lead)).isEqualTo(before.row(lead));
        }
    }

    @Test
    void theStandardKeepsTheRate() {
        assertThat(Strengths.standard().of(Strength.CROP)).isZero();
    }

    @Test
    void gainIsTheSameInAllLeads() {
        Window window = SimulatedWindows.of(SEED);
        Window before = window.copy();
        Augmentation.contrastive(new Strengths(Map.of(Strength.GAIN, 2.0))).apply(window, random);

        int peak = highest(row(before, 1));
        float factor = row(window, 1)[peak] / row(before, 1)[peak];
        assertThat(factor).as("seed %d", SEED).isBetween(.5f, 2f).isNotEqualTo(1f);
        for (int lead : new int[] {0, 6, 9, 11}) {
            int at = highest(row(before, lead));
            assertThat(row(window, lead)[at] / row(before, lead)[at]).isCloseTo(factor, within(1e-4f));
        }
    }

    private static int highest(float[] values) {
        int highest = 0;
        for (int i = 0; i < values.length; i++) {
            highest = Math.abs(values[i]) > Math.abs(values[highest]) ? i : highest;
        }
        return highest;
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Strengths.standard().with(Map.of("jitter", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jitter")
                .hasMessageContaining("lead-mask");
        for (double wrong : List.of(-1.0, 91.0, Double.NaN)) {
            assertThatThrownBy(() -> Strengths.standard().with(Map.of("rotation", wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new CropAndResize(.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeOut(.5, .2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sometimes(2, new LeadMask(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeartRotation(180)).isInstanceOf(IllegalArgumentException.class);
    }
}
