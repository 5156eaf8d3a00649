package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.einthoven.training.network.FiniteDifferences.assertGradientOf;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ContrastiveLossTest {
    private static final int PAIRS = 4;
    private static final double TEMPERATURE = .5;

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x, int from) {
        return tf.slice(x, tf.constant(new int[] {from, 0}), tf.constant(new int[] {PAIRS, -1}));
    }

    @Test
    void gradientOfRowsOfLengthOne() {
        assertGradientOf((tf, p, x) -> ContrastiveLoss.normalised(tf, x), 4, 3);
    }

    @Test
    void gradientOfNtXent() {
        assertGradientOf(
                (tf, p, x) -> {
                    Operand<TFloat32> z = ContrastiveLoss.normalised(tf, x);
                    Operand<TFloat32> loss =
                            ContrastiveLoss.ntXent(tf, rows(tf, z, 0), rows(tf, z, PAIRS), PAIRS, TEMPERATURE);
                    return tf.expandDims(loss, tf.constant(0));
                },
                2 * PAIRS,
                3);
    }

    /** Rows of length one, and NT-Xent as its definition has it, in double. */
    @Test
    void ntXentIsTheMeanCrossEntropyOfFindingThePartner() {
        SplittableRandom random = new SplittableRandom(3);
        float[][] z = new float[2 * PAIRS][3];
        for (float[] row : z) {
            double square = 0;
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
                square += row[i] * row[i];
            }
            for (int i = 0; i < row.length; i++) {
                row[i] /= (float) Math.sqrt(square);
            }
        }
        double expected = 0;
        for (int i = 0; i < z.length; i++) {
            double sum = 0;
            for (int j = 0; j < z.length; j++) {
                sum += j == i ? 0 : Math.exp(product(z[i], z[j]) / TEMPERATURE);
            }
            int partner = (i + PAIRS) % z.length;
            expected -= Math.log(Math.exp(product(z[i], z[partner]) / TEMPERATURE) / sum) / z.length;
        }
        float found = value(tf -> ContrastiveLoss.ntXent(
                tf, rows(tf, tf.constant(z), 0), rows(tf, tf.constant(z), PAIRS), PAIRS, TEMPERATURE));
        assertThat((double) found).isCloseTo(expected, within(1e-5));
    }

    @Test
    void alignmentAndUniformityOfKnownPoints() {
        float[][] east = {{1, 0}, {1, 0}};
        float[][] eastAndWest = {{1, 0}, {-1, 0}};
        assertThat(value(tf -> ContrastiveLoss.alignment(tf, tf.constant(east), tf.constant(east))))
                .isZero();
        assertThat(value(tf -> ContrastiveLoss.alignment(tf, tf.constant(east), tf.constant(eastAndWest))))
                .isEqualTo(2);
        assertThat(value(tf -> ContrastiveLoss.uniformity(tf, tf.constant(east), 2)))
                .isCloseTo(0, within(1e-6f));
        assertThat(value(tf -> ContrastiveLoss.uniformity(tf, tf.constant(eastAndWest), 2)))
                .isCloseTo(-8, within(1e-5f));
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private interface Expression {
        Operand<TFloat32> in(Ops tf);
    }

    private static float value(Expression expression) {
        try (Graph graph = new Graph()) {
            Operand<TFloat32> operand = expression.in(Ops.create(graph));
            try (Session session = new Session(graph);
                    var result = session.runner().fetch(operand).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }
}
