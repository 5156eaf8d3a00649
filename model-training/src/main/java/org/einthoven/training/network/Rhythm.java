package org.einthoven.training.network;

import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What the beats do in time, apart from how they look: an envelope of the QRS complexes at 50 Hz over all leads, and
 * its autocorrelation up to 4 s. A few hundred records do not teach a network to find beats and to compare their
 * distances; with the envelope given, they teach it what an irregular rhythm is. Nothing here is learnt.
 */
final class Rhythm {
    /** Samples of the envelope in a window of 10 s. */
    static final int ENVELOPE = 500;

    /** Lags of the autocorrelation, 20 ms apart, from 0. */
    static final int LAGS = 200;

    /** Samples at 250 Hz that make one of the envelope. */
    private static final int DECIMATION = NormalisedEcg.SAMPLES / ENVELOPE;

    /** Half the distance over which the slope is taken: 8 ms, between two slopes of a QRS complex. */
    private static final int SLOPE = 2;

    private static final float TINY = 1e-6f;

    private Rhythm() {}

    /**
     * The envelope, 0 to 1: the root mean square slope over the valid leads, smoothed over 100 ms.
     *
     * @param centred [batch, 12, 2500] mV, 0 where not valid
     * @param valid [batch, 12, 2500], 1 or 0
     * @return [batch, 500]
     */
    static Operand<TFloat32> envelope(Ops tf, Operand<TFloat32> centred, Operand<TFloat32> valid) {
        Operand<TFloat32> slope = tf.math.sub(shifted(tf, centred, 2 * SLOPE), shifted(tf, centred, 0));
        // Where validity begins or ends the signal jumps to 0: no slope there.
        Operand<TFloat32> known = tf.math.mul(shifted(tf, valid, 2 * SLOPE), shifted(tf, valid, 0));
        Operand<TFloat32> square = tf.math.square(tf.math.mul(slope, known));
        Operand<TFloat32> leads = tf.math.maximum(tf.reduceSum(known, tf.constant(1)), tf.constant(1f));
        Operand<TFloat32> energy = tf.math.div(tf.reduceSum(square, tf.constant(1)), leads);
        Operand<TFloat32> smooth = tf.math.sqrt(tf.math.add(averaged(tf, energy), tf.constant(TINY * TINY)));
        Operand<TFloat32> peak = tf.reduceMax(smooth, tf.constant(1), ReduceMax.keepDims(true));
        return tf.math.div(smooth, tf.math.maximum(peak, tf.constant(TINY)));
    }

    /** 2496 samples of each lead from the given one on. */
    private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> x, int from) {
        int length = NormalisedEcg.SAMPLES - 2 * SLOPE;
        return tf.slice(
                x, tf.constant(new int[] {0, 0, from}), tf.constant(new int[] {-1, NormalisedEcg.LEADS, length}));
    }

    /** Means over 100 ms, 20 ms apart. */
    private static Operand<TFloat32> averaged(Ops tf, Operand<TFloat32> energy) {
        Operand<TFloat32> image = tf.expandDims(tf.expandDims(energy, tf.constant(1)), tf.constant(3));
        Operand<TFloat32> means = tf.nn.avgPool(
                image, List.of(1L, 1L, 5L * DECIMATION, 1L), List.of(1L, 1L, (long) DECIMATION, 1L), "SAME");
        return tf.reshape(means, tf.constant(new int[] {-1, ENVELOPE}));
    }

    /**
     * How much the envelope resembles itself later: 1 at lag 0, high again after each beat of a regular rhythm.
     *
     * @param envelope [batch, 500]
     * @return [batch, 200]
     */
    static Operand<TFloat32> autocorrelation(Ops tf, Operand<TFloat32> envelope) {
        Operand<TFloat32> mean = tf.math.div(
                tf.reduceSum(envelope, tf.constant(1), ReduceSum.keepDims(true)), tf.constant((float) ENVELOPE));
        Operand<TFloat32> centred = tf.math.sub(envelope, mean);
        Operand<TFloat32> power = tf.math.maximum(
                tf.reduceSum(tf.math.square(centred), tf.constant(1), ReduceSum.keepDims(true)), tf.constant(TINY));
        // Each record is a kernel of its own: frames of the padded envelope times the envelope.
        Operand<TFloat32> padded = tf.pad(centred, tf.constant(new int[][] {{0, 0}, {0, LAGS - 1}}), tf.constant(0f));
        Operand<TFloat32> frames = tf.gather(padded, lagIndices(tf), tf.constant(1));
        Operand<TFloat32> products =
                tf.reduceSum(tf.math.mul(frames, tf.expandDims(centred, tf.constant(1))), tf.constant(2));
        return tf.math.div(products, power);
    }

    /** [200, 500]: lag + sample. */
    private static Operand<TInt32> lagIndices(Ops tf) {
        Operand<TInt32> lags = tf.range(tf.constant(0), tf.constant(LAGS), tf.constant(1));
        Operand<TInt32> samples = tf.range(tf.constant(0), tf.constant(ENVELOPE), tf.constant(1));
        return tf.math.add(tf.expandDims(lags, tf.constant(1)), tf.expandDims(samples, tf.constant(0)));
    }
}
