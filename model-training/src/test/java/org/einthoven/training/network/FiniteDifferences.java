package org.einthoven.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Checks TensorFlow's gradient of a layer against central differences of its output. */
final class FiniteDifferences {
    private static final float STEP = 1e-2f;
    private static final long SEED = 11;

    private FiniteDifferences() {}

    /** A layer under test: its parameters are drawn at random. */
    interface Layer {
        Operand<TFloat32> apply(Ops tf, Parameters parameters, Operand<TFloat32> x);
    }

    /** Compares d(Σ c·y)/dx for random c at a random x, where y is the layer's output. */
    static void assertGradientOf(Layer layer, long... shape) {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
            Parameters parameters = (name, initialiser, dimensions) -> constant(tf, random, dimensions);
            Operand<TFloat32> y = layer.apply(tf, parameters, x);
            Operand<TFloat32> flat = tf.reshape(y, tf.constant(new int[] {-1}));
            Operand<TFloat32> direction = constant(tf, random, y.shape().size());
            Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(flat, direction), tf.constant(0));
            Output<?>[] gradient = graph.addGradients(sum.asOutput(), new Output<?>[] {x.asOutput()});
            try (Session session = new Session(graph)) {
                compare(
                        session,
                        x,
                        sum.asOutput(),
                        gradient[0],
                        draw(random, Shape.of(shape).size()),
                        shape);
            }
        }
    }

    private static void compare(
            Session session, Placeholder<TFloat32> x, Output<?> sum, Output<?> gradient, float[] at, long[] shape) {
        float[] analytic = run(session, x, gradient, at, shape);
        float largest = 0;
        for (float value : analytic) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).as("the gradient is not zero everywhere").isGreaterThan(1e-3f);
        for (int i = 0; i < at.length; i++) {
            float before = at[i];
            at[i] = before + STEP;
            float above = run(session, x, sum, at, shape)[0];
            at[i] = before - STEP;
            float below = run(session, x, sum, at, shape)[0];
            at[i] = before;
            assertThat(analytic[i])
                    .as("derivative by value %d, seed %d", i, SEED)
                    .isCloseTo((above - below) / (2 * STEP), Offset.offset(0.03f * Math.max(1, largest)));
        }
    }

    private static float[] run(Session session, Placeholder<TFloat32> x, Output<?> what, float[] at, long[] shape) {
        try (TFloat32 fed = Tensors.of(at, shape);
                Result result = session.runner().feed(x, fed).fetch(what).run()) {
            return Tensors.toArray((TFloat32) result.get(0));
        }
    }

    private static Operand<TFloat32> constant(Ops tf, SplittableRandom random, long... dimensions) {
        try (TFloat32 tensor = Tensors.of(draw(random, Shape.of(dimensions).size()), dimensions)) {
            return tf.constantOf(tensor);
        }
    }

    private static float[] draw(SplittableRandom random, long size) {
        float[] drawn = new float[Math.toIntExact(size)];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) random.nextGaussian();
        }
        return drawn;
    }
}
