package org.einthoven.training.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What training makes small. */
final class Loss {
    private Loss() {}

    /**
     * Σ weight × sigmoid cross-entropy, in the form that never overflows: max(x, 0) - x z + ln(1 + e^-|x|).
     *
     * @param logits [batch, tasks]
     * @param labels [batch, tasks], 0 or 1
     * @param weights [batch, tasks]; 0 where the label is unknown
     */
    static Operand<TFloat32> weightedSigmoidCrossEntropy(
            Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels, Operand<TFloat32> weights) {
        Operand<TFloat32> linear = tf.math.sub(tf.nn.relu(logits), tf.math.mul(logits, labels));
        Operand<TFloat32> curved = tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(logits))));
        Operand<TFloat32> each = tf.math.mul(weights, tf.math.add(linear, curved));
        return tf.reduceSum(each, tf.constant(new int[] {0, 1}));
    }
}
