package org.einthoven.training.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019); biases and norms do not decay. */
final class AdamW {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    private final Ops tf;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> power1;
    private final Placeholder<TFloat32> power2;
    /** Of the gradients, first and second, as steps changed them. */
    private final VariableParameters moments;

    private final Op step;

    /** @param beside run with each step, such as moving averages */
    AdamW(
            Ops tf,
            Graph graph,
            Operand<TFloat32> loss,
            Map<String, Operand<TFloat32>> variables,
            double weightDecay,
            List<Op> beside) {
        this.tf = tf;
        moments = new VariableParameters(tf);
        rate = scalar();
        power1 = scalar();
        power2 = scalar();
        List<Op> updates = new ArrayList<>(beside);
        Output<?>[] xs = variables.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), xs);
        // A layer's weight is read to pass the gradient on to the layer below: none may change before all are read.
        Op allRead = tf.withControlDependencies(List.<Op>of(gradients)).noOp();
        int i = 0;
        for (Map.Entry<String, Operand<TFloat32>> variable : variables.entrySet()) {
            double decay = variable.getKey().endsWith(Parameters.WEIGHTS) ? weightDecay : 0;
            updates.add(update(allRead, variable.getKey(), variable.getValue(), asFloats(gradients[i++]), decay));
        }
        step = tf.withControlDependencies(updates).noOp();
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    // Gradients have the type of what they are taken by, which is float32 here; the API cannot say so.
    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> asFloats(Output<?> gradient) {
        return (Operand<TFloat32>) (Operand<?>) gradient;
    }

    private Op update(Op allRead, String name, Operand<TFloat32> variable, Operand<TFloat32> gradient, double decay) {
        Operand<TFloat32> first = moment(name + ".moment1", variable.shape());
        Operand<TFloat32> second = moment(name + ".moment2", variable.shape());
        Ops after = tf.withControlDependencies(allRead);
        if (decay > 0) {
            Operand<TFloat32> shrink = after.math.mul(after.math.mul(rate, tf.constant((float) decay)), variable);
            after = tf.withControlDependencies(after.assignSub(variable, shrink));
        }
        return after.train.applyAdam(
                variable,
                first,
                second,
                power1,
                power2,
                rate,
                tf.constant(BETA_1),
                tf.constant(BETA_2),
                tf.constant(EPSILON),
                gradient);
    }

    private Operand<TFloat32> moment(String name, Shape shape) {
        return moments.get(name, Parameters.Initialiser.ZEROS, shape.asArray());
    }

    void initialise(Session session) {
        moments.zero(session);
    }

    /** The moments by name, beside the weights all that the next steps depend on. */
    Weights moments(Session session) {
        return moments.snapshot(session);
    }

    /** Goes on from moments that were kept. */
    void restore(Session session, Weights kept) {
        moments.assign(session, kept);
    }

    /** One step on what the runner is fed, which must hold the inputs of the loss. @param number from 1 */
    float run(Session.Runner runner, Operand<TFloat32> loss, double learningRate, int number) {
        return run(runner, List.of(loss), learningRate, number)[0];
    }

    /** The same, with other numbers beside the loss. */
    float[] run(Session.Runner runner, List<Operand<TFloat32>> fetched, double learningRate, int number) {
        try (TFloat32 fedRate = TFloat32.scalarOf((float) learningRate);
                TFloat32 fedPower1 = TFloat32.scalarOf((float) Math.pow(BETA_1, number));
                TFloat32 fedPower2 = TFloat32.scalarOf((float) Math.pow(BETA_2, number));
                var result = fetching(runner, fetched)
                        .feed(rate, fedRate)
                        .feed(power1, fedPower1)
                        .feed(power2, fedPower2)
                        .addTarget(step)
                        .run()) {
            float[] values = new float[fetched.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = ((TFloat32) result.get(i)).getFloat();
            }
            return values;
        }
    }

    private static Session.Runner fetching(Session.Runner runner, List<Operand<TFloat32>> fetched) {
        fetched.forEach(runner::fetch);
        return runner;
    }
}
