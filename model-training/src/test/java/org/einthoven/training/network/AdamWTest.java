package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class AdamWTest {
    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    /** Values of "a.weights" and "a.bias", both 2 at first, after steps down 3 × weights + 3 × bias. */
    private static Weights after(int steps, double rate, double decay) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            VariableParameters parameters = new VariableParameters(tf);
            Operand<TFloat32> weights = parameters.get("a.weights", Parameters.Initialiser.ONES, 1);
            Operand<TFloat32> bias = parameters.get("a.bias", Parameters.Initialiser.ONES, 1);
            Operand<TFloat32> loss =
                    tf.reduceSum(tf.math.mul(tf.math.add(weights, bias), tf.constant(3f)), tf.constant(0));
            AdamW optimiser = new AdamW(tf, graph, loss, parameters.trainable(), decay, List.of());
            try (Session session = new Session(graph, false)) {
                parameters.assign(
                        session, new Weights(Map.of("a.weights", new float[] {2}, "a.bias", new float[] {2})));
                optimiser.initialise(session);
                for (int step = 1; step <= steps; step++) {
                    optimiser.run(session.runner(), loss, rate, step);
                }
                return parameters.snapshot(session);
            }
        }
    }

    @Test
    void aConstantGradientMovesByTheRateEachStep() {
        // Adam's first moments over the root of its second ones are 1 for a gradient that stays the same.
        assertThat(after(1, 0.1, 0).get("a.bias")[0]).isCloseTo(1.9f, CLOSE);
        assertThat(after(3, 0.1, 0).get("a.bias")[0]).isCloseTo(1.7f, CLOSE);
    }

    @Test
    void decayShrinksWeightsButNotBiases() {
        Weights after = after(1, 0.1, 0.5);

        assertThat(after.get("a.weights")[0]).isCloseTo(2 * (1 - 0.1f * 0.5f) - 0.1f, CLOSE);
        assertThat(after.get("a.bias")[0]).isCloseTo(1.9f, CLOSE);
    }
}
