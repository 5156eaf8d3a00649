package org.einthoven.training.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * What pretraining makes small: NT-Xent, the cross-entropy of finding each view's partner among all other views of a batch by
 * cosine similarity.
 *
 * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, SimCLR</a>
 * @see <a href="https://arxiv.org/abs/2005.10242">Wang and Isola 2020, on alignment and uniformity</a>
 */
final class ContrastiveLoss {
    private static final float TINY = 1e-12f;
    /** Takes a view itself out of its own softmax. */
    private static final float NOT_ITSELF = 1e9f;
    /** Wang and Isola's t. */
    private static final float UNIFORMITY_SCALE = 2;

    private ContrastiveLoss() {}

    /** Rows of length one. */
    static Operand<TFloat32> normalised(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> square = tf.reduceSum(tf.math.square(x), tf.constant(1), ReduceSum.keepDims(true));
        return tf.math.mul(x, tf.math.rsqrt(tf.math.maximum(square, tf.constant(TINY))));
    }

    /**
     * The mean over both directions.
     *
     * @param one [pairs, n], rows of length one
     * @param other their partners
     */
    static Operand<TFloat32> ntXent(
            Ops tf, Operand<TFloat32> one, Operand<TFloat32> other, int pairs, double temperature) {
        Operand<TFloat32> all = tf.concat(List.of(one, other), tf.constant(0));
        Operand<TFloat32> similarity = tf.math.mul(
                tf.linalg.matMul(all, tf.linalg.transpose(all, tf.constant(new int[] {1, 0}))),
                tf.constant((float) (1 / temperature)));
        Operand<TFloat32> logits = tf.math.sub(similarity, tf.constant(scaledIdentity(2 * pairs, NOT_ITSELF)));
        Operand<TFloat32> largest = tf.stopGradient(tf.reduceMax(logits, tf.constant(1), ReduceMax.keepDims(true)));
        Operand<TFloat32> sums = tf.reduceSum(tf.math.exp(tf.math.sub(logits, largest)), tf.constant(1));
        Operand<TFloat32> logSum = tf.math.add(tf.math.log(sums), tf.squeeze(largest));
        Operand<TFloat32> positive = tf.math.mul(
                tf.reduceSum(tf.math.mul(one, other), tf.constant(1)), tf.constant((float) (1 / temperature)));
        return tf.math.sub(mean(tf, logSum), mean(tf, positive));
    }

    /** How far partners are apart: the mean of |u - v|², 0 to 4. */
    static Operand<TFloat32> alignment(Ops tf, Operand<TFloat32> one, Operand<TFloat32> other) {
        return mean(tf, tf.reduceSum(tf.math.squaredDifference(one, other), tf.constant(1)));
    }

    /** How evenly a batch covers the sphere: ln of the mean of exp(-2 |u - w|²) over different rows; the lower, the more evenly. */
    static Operand<TFloat32> uniformity(Ops tf, Operand<TFloat32> rows, int count) {
        Operand<TFloat32> cosines = tf.linalg.matMul(rows, tf.linalg.transpose(rows, tf.constant(new int[] {1, 0})));
        Operand<TFloat32> each =
                tf.math.exp(tf.math.mul(tf.math.sub(cosines, tf.constant(1f)), tf.constant(2 * UNIFORMITY_SCALE)));
        Operand<TFloat32> others =
                tf.math.mul(each, tf.math.sub(tf.constant(1f), tf.constant(scaledIdentity(count, 1))));
        Operand<TFloat32> sum = tf.reduceSum(others, tf.constant(new int[] {0, 1}));
        return tf.math.log(tf.math.div(sum, tf.constant((float) count * (count - 1))));
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(0));
    }

    private static float[][] scaledIdentity(int size, float value) {
        float[][] identity = new float[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = value;
        }
        return identity;
    }
}
