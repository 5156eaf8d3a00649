package org.einthoven.training.network;

import java.util.Arrays;
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

    /** Of the transform: the envelope, and zeros for as many lags, so that its end does not meet its beginning. */
    private static final int PERIOD = ENVELOPE + LAGS;

    private static final int FREQUENCIES = PERIOD / 2 + 1;

    /** Samples at 250 Hz over which the envelope is smoothed: 100 ms. */
    private static final int SMOOTHED = 5 * DECIMATION;

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

    /** Means over 100 ms, 20 ms apart; at the ends over as much as there is. */
    private static Operand<TFloat32> averaged(Ops tf, Operand<TFloat32> energy) {
        int blocks = ENVELOPE + SMOOTHED / DECIMATION - 1;
        int length = NormalisedEcg.SAMPLES - 2 * SLOPE;
        int before = (blocks * DECIMATION - length) / 2;
        Operand<TFloat32> padded = tf.pad(energy, tf.constant(new int[][] {{0, 0}, {before, before}}), tf.constant(0f));
        Operand<TFloat32> sums =
                tf.reduceSum(tf.reshape(padded, tf.constant(new int[] {-1, blocks, DECIMATION})), tf.constant(2));
        Operand<TFloat32> smoothed = block(tf, sums, 0);
        for (int i = 1; i < SMOOTHED / DECIMATION; i++) {
            smoothed = tf.math.add(smoothed, block(tf, sums, i));
        }
        float[] shares = new float[ENVELOPE];
        for (int i = 0; i < ENVELOPE; i++) {
            int first = i * DECIMATION - before;
            shares[i] = 1f / (Math.min(length, first + SMOOTHED) - Math.max(0, first));
        }
        return tf.math.mul(smoothed, tf.constant(shares));
    }

    private static Operand<TFloat32> block(Ops tf, Operand<TFloat32> sums, int from) {
        return tf.slice(sums, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, ENVELOPE}));
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
        // By Wiener and Khinchin: the transform of the power spectrum. Two products with the whole batch take a
        // twentieth of the time of gathering the envelope at every lag.
        Operand<TFloat32> angles = angles(tf);
        Operand<TFloat32> real = tf.linalg.matMul(centred, tf.math.cos(angles));
        Operand<TFloat32> imaginary = tf.linalg.matMul(centred, tf.math.sin(angles));
        Operand<TFloat32> spectrum = tf.math.add(tf.math.square(real), tf.math.square(imaginary));
        Operand<TFloat32> products = tf.linalg.matMul(spectrum, inverse(tf, angles));
        return tf.math.div(products, power);
    }

    /** [500, 351]: 2π · sample · frequency / 700. TensorFlow computes these constants once, when the model is loaded. */
    private static Operand<TFloat32> angles(Ops tf) {
        Operand<TInt32> samples = tf.expandDims(range(tf, ENVELOPE), tf.constant(1));
        Operand<TInt32> frequencies = tf.expandDims(range(tf, FREQUENCIES), tf.constant(0));
        // The remainder keeps the angle small and so its cosine exact.
        Operand<TInt32> turns = tf.math.floorMod(tf.math.mul(samples, frequencies), tf.constant(PERIOD));
        return tf.math.mul(tf.dtypes.cast(turns, TFloat32.class), tf.constant((float) (2 * Math.PI / PERIOD)));
    }

    /** [351, 200]: the spectrum's cosine transform back to lags; all but the first and last frequency count twice. */
    private static Operand<TFloat32> inverse(Ops tf, Operand<TFloat32> angles) {
        float[] weights = new float[FREQUENCIES];
        Arrays.fill(weights, 2f / PERIOD);
        weights[0] = 1f / PERIOD;
        weights[FREQUENCIES - 1] = 1f / PERIOD;
        Operand<TFloat32> ofLags =
                tf.slice(angles, tf.constant(new int[] {0, 0}), tf.constant(new int[] {LAGS, FREQUENCIES}));
        Operand<TFloat32> cosines = tf.math.mul(tf.math.cos(ofLags), tf.constant(weights));
        return tf.linalg.transpose(cosines, tf.constant(new int[] {1, 0}));
    }

    private static Operand<TInt32> range(Ops tf, int size) {
        return tf.range(tf.constant(0), tf.constant(size), tf.constant(1));
    }
}
