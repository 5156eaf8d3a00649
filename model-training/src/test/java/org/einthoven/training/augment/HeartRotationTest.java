package org.einthoven.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.training.augment.SimulatedWindows.row;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.ecg.Lead;
import org.einthoven.training.data.Window;
import org.junit.jupiter.api.Test;

class HeartRotationTest {
    private static final long SEED = 12;
    private static final int[] INDEPENDENT = {0, 1, 6, 7, 8, 9, 10, 11};

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Axis × sample: a loop like that of a QRS complex. */
    private static double[][] loop() {
        double[][] dipole = new double[3][2500];
        for (int i = 0; i < 2500; i++) {
            double turn = 2 * Math.PI * i / 250;
            dipole[0][i] = 1.2 * Math.sin(turn);
            dipole[1][i] = .7 * Math.cos(turn) + .3;
            dipole[2][i] = -.5 * Math.sin(2 * turn);
        }
        return dipole;
    }

    private static Window windowOf(double[][] dipole) {
        Window window = SimulatedWindows.silent();
        for (int k = 0; k < INDEPENDENT.length; k++) {
            for (int i = 0; i < 2500; i++) {
                double[] lead = HeartRotation.DOWER[k];
                row(window, INDEPENDENT[k])[i] =
                        (float) (lead[0] * dipole[0][i] + lead[1] * dipole[1][i] + lead[2] * dipole[2][i]);
            }
        }
        LimbLaws.restore(window);
        return window;
    }

    private static double[][] turned(double[][] rotation, double[][] dipole) {
        double[][] turned = new double[3][2500];
        for (int to = 0; to < 3; to++) {
            for (int from = 0; from < 3; from++) {
                for (int i = 0; i < 2500; i++) {
                    turned[to][i] += rotation[to][from] * dipole[from][i];
                }
            }
        }
        return turned;
    }

    private static void assertSame(Window one, Window other, float tolerance) {
        for (int lead = 0; lead < 12; lead++) {
            for (int i = 0; i < 2500; i++) {
                assertThat(row(one, lead)[i]).isCloseTo(row(other, lead)[i], within(tolerance));
            }
        }
    }

    @Test
    void theLeadsBecomeThoseOfTheTurnedDipole() {
        double[][] rotation = HeartRotation.about(.6, 0, .8, Math.toRadians(35));
        Window window = windowOf(loop());
        HeartRotation.turn(window, rotation);

        assertSame(window, windowOf(turned(rotation, loop())), 1e-5f);
    }

    @Test
    void aTurnAboutTheAxisToTheBackTurnsTheFrontalAxis() {
        double[][] left = new double[3][2500];
        Arrays.fill(left[0], 1);
        Window window = windowOf(left);
        HeartRotation.turn(window, HeartRotation.about(0, 0, 1, Math.toRadians(90)));

        // From the left to the feet: as much in aVF as Dower gives a dipole to the feet.
        assertThat(row(window, Lead.AVF.standardIndex())[0]).isCloseTo(1.066f + .235f / 2, within(1e-5f));
        assertThat(row(window, Lead.I.standardIndex())[0]).isCloseTo(-.235f, within(1e-5f));
    }

    @Test
    void whatNoDipoleExplainsStays() {
        // Orthogonal to all three columns of Dower's matrix: V2 by itself less what a dipole explains of it.
        Window residual = SimulatedWindows.silent();
        Arrays.fill(row(residual, 7), 1);
        Window explained = residual.copy();
        HeartRotation.turn(explained, HeartRotation.about(1, 0, 0, Math.PI));
        HeartRotation.turn(explained, HeartRotation.about(0, 1, 0, Math.PI));
        HeartRotation.turn(explained, HeartRotation.about(0, 0, 1, Math.PI));
        // Three half turns about the three axes are none.
        assertSame(explained, residual, 1e-5f);

        // Two of them in place of all leave the residual and turn the rest round: their mean with the original along an
        // axis.
        Window halves = residual.copy();
        HeartRotation.turn(halves, HeartRotation.about(1, 0, 0, Math.PI));
        Window others = residual.copy();
        HeartRotation.turn(others, HeartRotation.about(0, 1, 0, Math.PI));
        Window lasts = residual.copy();
        HeartRotation.turn(lasts, HeartRotation.about(0, 0, 1, Math.PI));
        Window alone = SimulatedWindows.silent();
        for (int lead : INDEPENDENT) {
            for (int i = 0; i < 2500; i++) {
                // 1 + diag(1,-1,-1) + diag(-1,1,-1) + diag(-1,-1,1) is nothing: only the residual is left of the mean.
                row(alone, lead)[i] =
                        (row(residual, lead)[i] + row(halves, lead)[i] + row(others, lead)[i] + row(lasts, lead)[i])
                                / 4;
            }
        }
        LimbLaws.restore(alone);
        assertThat(row(alone, 7)[0]).isBetween(.05f, .95f);
        Window after = alone.copy();
        new HeartRotation(90).apply(after, random);
        assertSame(after, alone, 1e-5f);
    }

    @Test
    void anEcgOfADipoleIsWhollyExplained() {
        Window window = SimulatedWindows.of(SEED);
        Window back = window.copy();
        double[][] there = HeartRotation.about(0, .6, .8, .5);
        double[][] andBack = HeartRotation.about(0, .6, .8, -.5);
        HeartRotation.turn(back, there);
        assertThat(row(back, 7)).isNotEqualTo(row(window, 7));
        HeartRotation.turn(back, andBack);

        assertSame(back, window, 1e-4f);
    }

    @Test
    void aSmallAngleIsASmallChange() {
        Window window = SimulatedWindows.of(SEED);
        Window before = window.copy();
        new HeartRotation(0).apply(window, random);

        assertSame(window, before, 1e-5f);
    }

    @Test
    void nothingTurnsWhereALeadIsMissingOrCutShort() {
        Window window = SimulatedWindows.of(SEED);
        row(window, 8)[100] = Float.NaN;
        Window before = window.copy();
        new HeartRotation(45).apply(window, random);
        assertThat(row(window, 6)).isEqualTo(row(before, 6));

        window.drop(8);
        new HeartRotation(45).apply(window, random);
        assertThat(row(window, 6)).isEqualTo(row(before, 6));
    }

    @Test
    void aGapInAllLeadsDoesNotMatter() {
        Window window = SimulatedWindows.of(SEED);
        for (int lead = 0; lead < 12; lead++) {
            Arrays.fill(row(window, lead), 2000, 2500, Float.NaN);
        }
        Window before = window.copy();
        new HeartRotation(45).apply(window, random);

        assertThat(row(window, 6)).isNotEqualTo(row(before, 6));
        assertThat(row(window, 6)[2100]).isNaN();
        assertThat(row(window, 6)[1999]).isNotNaN();
    }
}
