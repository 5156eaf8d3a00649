package org.einthoven.training.network;

import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the machine can do at best: large matrices multiplied by the same library that trains. */
public final class MatrixMultiplication {
    private static final int SIZE = 1024;

    private MatrixMultiplication() {}

    /** Multiplications and additions a second, the best of some rounds. */
    public static double rate(int rounds) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        try (Graph graph = new Graph();
                TFloat32 matrix = Tensors.of(values, SIZE, SIZE)) {
            Ops tf = Ops.create(graph);
            var one = tf.placeholder(TFloat32.class);
            Operand<TFloat32> corner =
                    tf.slice(tf.linalg.matMul(one, one), tf.constant(new int[] {0, 0}), tf.constant(new int[] {1, 1}));
            try (Session session = new Session(graph)) {
                long best = Long.MAX_VALUE;
                for (int round = 0; round < rounds; round++) {
                    long begin = System.nanoTime();
                    session.runner().feed(one, matrix).fetch(corner).run().close();
                    best = Math.min(best, System.nanoTime() - begin);
                }
                return 1e9 * SIZE * SIZE * SIZE / best;
            }
        }
    }
}
