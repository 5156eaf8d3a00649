package org.einthoven.training.network;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The encoder and its heads in a graph: [batch, 12, 2500] millivolts and a mask of the same shape (1 valid, 0 not) →
 * embedding → one logit a task.
 *
 * @param ecg placeholder "ecg"
 * @param mask placeholder "mask"
 * @param keep placeholder [batch, embedding] that drops parts of the embedding in training; null when serving
 * @param embedding [batch, embedding]
 * @param logits [batch, tasks]
 * @param movingAverages to run beside each training step
 */
record Network(
        Placeholder<TFloat32> ecg,
        Placeholder<TFloat32> mask,
        @Nullable Placeholder<TFloat32> keep,
        Operand<TFloat32> embedding,
        Operand<TFloat32> logits,
        List<Op> movingAverages) {
    static final String LOGITS = "logits";
    static final String HEADS = "heads";

    static Network forInference(Ops tf, Parameters parameters, Architecture architecture, int tasks) {
        return build(tf, parameters, architecture, tasks, false);
    }

    static Network forTraining(Ops tf, Parameters parameters, Architecture architecture, int tasks) {
        return build(tf, parameters, architecture, tasks, true);
    }

    private static Network build(
            Ops tf, Parameters parameters, Architecture architecture, int tasks, boolean training) {
        Layers layers = new Layers(tf, parameters, training);
        EncoderGraph encoder = EncoderGraph.build(tf, layers, architecture);
        Operand<TFloat32> embedding = encoder.embedding();
        int size = architecture.embeddingSize();
        Placeholder<TFloat32> keep =
                training ? tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size))) : null;
        Operand<TFloat32> seen = keep == null ? embedding : tf.math.mul(embedding, keep);
        Operand<TFloat32> logits = tf.withName(LOGITS).identity(layers.dense(HEADS, seen, size, tasks));
        return new Network(encoder.ecg(), encoder.mask(), keep, embedding, logits, layers.movingAverages());
    }
}
