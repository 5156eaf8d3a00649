package org.einthoven.training.augment;

import static org.einthoven.ecg.NormalisedEcg.SAMPLES;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.einthoven.training.data.Window;
import org.jspecify.annotations.Nullable;

/**
 * Turns the heart in the chest: the eight independent leads give the dipole by the inverse of Dower's transform, which is turned about
 * an axis of any direction and sent back; what no dipole explains stays as it is. Does nothing where one of the eight is missing, or
 * invalid where another is valid.
 *
 * @param most greatest angle in degrees, up to 90; each window's is uniform up to it
 * @see <a href="https://doi.org/10.1016/S0022-0736(68)80040-8">Dower, J. Electrocardiol. 1968;1:225</a>
 * @see <a href="https://doi.org/10.1016/S0022-0736(88)80105-9">Edenbrandt and Pahlm, J. Electrocardiol. 1988;21:361</a>
 */
record HeartRotation(double most) implements Augmentation {
    /** Leads I, II, V1 to V6 × Frank's axes x (left), y (feet), z (back). */
    static final double[][] DOWER = {
        {.632, -.235, .059},
        {.235, 1.066, -.132},
        {-.515, .157, -.917},
        {.044, .164, -1.387},
        {.882, .098, -1.277},
        {1.213, .127, -.601},
        {1.125, .127, -.086},
        {.831, .076, .230}
    };

    private static final int[] INDEPENDENT = {0, 1, 6, 7, 8, 9, 10, 11};
    private static final double[][] INVERSE = inverse();

    HeartRotation {
        if (!(most >= 0 && most <= 90)) {
            throw new IllegalArgumentException("the heart turns by 0 to 90 degrees, not by " + most);
        }
    }

    @Override
    public void apply(Window window, SplittableRandom random) {
        double z = random.nextDouble(-1, 1);
        double longitude = random.nextDouble(2 * Math.PI);
        double level = Math.sqrt(1 - z * z);
        double angle = Math.toRadians(most * random.nextDouble());
        turn(window, about(level * Math.cos(longitude), level * Math.sin(longitude), z, angle));
    }

    /** Rodrigues' rotation by an angle about an axis of length 1. */
    static double[][] about(double x, double y, double z, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double d = 1 - c;
        return new double[][] {
            {c + x * x * d, x * y * d - z * s, x * z * d + y * s},
            {y * x * d + z * s, c + y * y * d, y * z * d - x * s},
            {z * x * d - y * s, z * y * d + x * s, c + z * z * d}
        };
    }

    static void turn(Window window, double[][] rotation) {
        @Nullable float[][] rows = new float[INDEPENDENT.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = window.row(INDEPENDENT[k]);
            if (rows[k] == null || !sameMask(rows[0], rows[k])) {
                return;
            }
        }
        Scratch scratch = Scratch.get();
        float[][] change = {scratch.first, scratch.second, scratch.third};
        for (int axis = 0; axis < 3; axis++) {
            Arrays.fill(change[axis], 0);
            for (int k = 0; k < rows.length; k++) {
                addScaled(change[axis], rows[k], weight(rotation, axis, k));
            }
        }
        for (int k = 0; k < rows.length; k++) {
            for (int axis = 0; axis < 3; axis++) {
                addScaled(rows[k], change[axis], (float) DOWER[k][axis]);
            }
        }
        LimbLaws.restore(window);
    }

    /** How much of a lead goes into the change of the dipole: (R - 1) · inverse. */
    private static float weight(double[][] rotation, int axis, int lead) {
        double sum = -INVERSE[axis][lead];
        for (int from = 0; from < 3; from++) {
            sum += rotation[axis][from] * INVERSE[from][lead];
        }
        return (float) sum;
    }

    private static boolean sameMask(float @Nullable [] one, float @Nullable [] other) {
        if (one == null || other == null) {
            return false;
        }
        boolean same = true;
        for (int i = 0; i < SAMPLES; i++) {
            same &= Float.isNaN(one[i]) == Float.isNaN(other[i]);
        }
        return same;
    }

    private static void addScaled(float[] to, float @Nullable [] from, float factor) {
        for (int i = 0; i < SAMPLES && from != null; i++) {
            to[i] += factor * from[i];
        }
    }

    /** (DᵀD)⁻¹Dᵀ, axis × lead: the dipole that explains the eight leads best. */
    private static double[][] inverse() {
        double[][] square = new double[3][3];
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < 3; c++) {
                for (double[] lead : DOWER) {
                    square[r][c] += lead[r] * lead[c];
                }
            }
        }
        double[][] inverse = new double[3][DOWER.length];
        double determinant = 0;
        for (int c = 0; c < 3; c++) {
            determinant += square[0][c] * cofactor(square, 0, c);
        }
        for (int axis = 0; axis < 3; axis++) {
            for (int k = 0; k < DOWER.length; k++) {
                for (int c = 0; c < 3; c++) {
                    inverse[axis][k] += cofactor(square, c, axis) / determinant * DOWER[k][c];
                }
            }
        }
        return inverse;
    }

    private static double cofactor(double[][] m, int row, int column) {
        int r1 = (row + 1) % 3;
        int r2 = (row + 2) % 3;
        int c1 = (column + 1) % 3;
        int c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    }
}
