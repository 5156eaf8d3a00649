package org.einthoven.training.network;

import static org.einthoven.training.network.FiniteDifferences.assertGradientOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** TensorFlow Java has gradients that are silently wrong: every operation of the network is checked. */
class GradientTest {
    private static final long[] IMAGE = {2, 1, 9, 3};

    @Test
    void convolution() {
        assertGradientOf((tf, p, x) -> new Layers(tf, p, true).convolution("c", x, 3, 4, 5, 1), IMAGE);
    }

    @Test
    void convolutionThatHalvesTime() {
        assertGradientOf((tf, p, x) -> new Layers(tf, p, true).convolution("c", x, 3, 4, 5, 2), IMAGE);
    }

    @Test
    void shortcut() {
        assertGradientOf((tf, p, x) -> new Layers(tf, p, true).convolution("c", x, 3, 4, 1, 2), IMAGE);
    }

    @Test
    void dense() {
        assertGradientOf((tf, p, x) -> new Layers(tf, p, true).dense("d", x, 6, 3), 4, 6);
    }

    @Test
    void batchNormalisationByTheBatch() {
        assertGradientOf(
                (tf, p, x) -> {
                    Operand<TFloat32> none = tf.constant(new float[0]);
                    return tf.nn.fusedBatchNorm(
                                    x,
                                    p.get("scale", Parameters.Initialiser.ONES, 3),
                                    p.get("offset", Parameters.Initialiser.ZEROS, 3),
                                    none,
                                    none,
                                    org.tensorflow.op.nn.FusedBatchNorm.isTraining(true))
                            .y();
                },
                IMAGE);
    }

    @Test
    void rectifier() {
        assertGradientOf((tf, p, x) -> tf.nn.relu(x), 4, 6);
    }

    @Test
    void sumOfBranches() {
        assertGradientOf((tf, p, x) -> tf.nn.relu(tf.math.add(x, tf.math.mul(x, x))), 3, 4);
    }

    @Test
    void pooling() {
        assertGradientOf((tf, p, x) -> EncoderGraph.pool(tf, x), IMAGE);
    }

    @Test
    void productWithDropout() {
        assertGradientOf((tf, p, x) -> tf.math.mul(x, p.get("keep", Parameters.Initialiser.ONES, 4, 6)), 4, 6);
    }

    @Test
    void concatenation() {
        assertGradientOf((tf, p, x) -> tf.concat(List.of(x, tf.math.neg(x)), tf.constant(1)), 3, 4);
    }

    @Test
    void loss() {
        assertGradientOf(
                (tf, p, x) -> Loss.weightedSigmoidCrossEntropy(
                        tf, x, tf.constant(new float[][] {{0, 1, 0}, {1, 0, 1}}), tf.constant(new float[][] {
                            {1, 2, 0.5f}, {3, 1, 2}
                        })),
                2,
                3);
    }
}
