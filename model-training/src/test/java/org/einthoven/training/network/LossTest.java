package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class LossTest {
    private static float loss(float[][] logits, float[][] labels, float[][] weights) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            var loss = Loss.weightedSigmoidCrossEntropy(
                    tf, tf.constant(logits), tf.constant(labels), tf.constant(weights));
            try (Session session = new Session(graph);
                    Result result = session.runner().fetch(loss).run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    @Test
    void isTheWeightedCrossEntropy() {
        // -ln sigmoid(2) = 0.126928, -ln(1 - sigmoid(2)) = 2.126928
        float loss = loss(new float[][] {{2, 2}}, new float[][] {{1, 0}}, new float[][] {{3, 0.5f}});

        assertThat(loss).isCloseTo(3 * 0.126928f + 0.5f * 2.126928f, Offset.offset(1e-5f));
    }

    @Test
    void unknownLabelsWeighNothing() {
        float loss = loss(new float[][] {{5, 0}}, new float[][] {{0, 1}}, new float[][] {{0, 1}});

        assertThat(loss).isCloseTo((float) Math.log(2), Offset.offset(1e-6f));
    }

    @Test
    void extremeLogitsDoNotOverflow() {
        float loss = loss(new float[][] {{1000, -1000}}, new float[][] {{1, 1}}, new float[][] {{1, 1}});

        assertThat(loss).isCloseTo(1000, Offset.offset(1e-3f));
    }
}
