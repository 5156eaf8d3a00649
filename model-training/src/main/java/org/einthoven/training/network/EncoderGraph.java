package org.einthoven.training.network;

import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * The encoder in a graph: [batch, 12, 2500] millivolts and a mask of the same shape (1 valid, 0 not) → embedding. The mask is an
 * input of the network too, so that it tells a missing lead from a flat one and serves one to twelve leads.
 *
 * @param ecg placeholder "ecg"
 * @param mask placeholder "mask"
 * @param embedding [batch, embedding]
 */
record EncoderGraph(Placeholder<TFloat32> ecg, Placeholder<TFloat32> mask, Operand<TFloat32> embedding) {
    static final String ECG = "ecg";
    static final String MASK = "mask";
    static final String EMBEDDING = "embedding";

    private static final Shape INPUT = Shape.of(-1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES);
    private static final int CHANNELS = 2 * NormalisedEcg.LEADS;

    /** With these a tower sees 2 s of the envelope at once: two to four beats. */
    private static final int TOWER_KERNEL = 25;

    private static final int TOWER_LAYERS = 3;

    static EncoderGraph build(Ops tf, Layers layers, Architecture architecture) {
        Placeholder<TFloat32> ecg = tf.withName(ECG).placeholder(TFloat32.class, Placeholder.shape(INPUT));
        Placeholder<TFloat32> mask = tf.withName(MASK).placeholder(TFloat32.class, Placeholder.shape(INPUT));
        Operand<TFloat32> valid = tf.ensureShape(mask, INPUT);
        Operand<TFloat32> centred = centred(tf, tf.ensureShape(ecg, INPUT), valid);
        Operand<TFloat32> form = encode(tf, layers, channels(tf, centred, valid), architecture);
        Operand<TFloat32> embedding = tf.withName(EMBEDDING)
                .concat(List.of(form, rhythm(tf, layers, centred, valid, architecture)), tf.constant(1));
        return new EncoderGraph(ecg, mask, embedding);
    }

    /** Takes each lead's mean over its valid samples off: an amplifier's offset says nothing of the heart. */
    private static Operand<TFloat32> centred(Ops tf, Operand<TFloat32> ecg, Operand<TFloat32> valid) {
        Operand<TFloat32> signal = tf.math.mul(ecg, valid);
        Operand<TFloat32> count = tf.math.maximum(sumOverTime(tf, valid), tf.constant(1f));
        Operand<TFloat32> mean = tf.math.div(sumOverTime(tf, signal), count);
        return tf.math.mul(tf.math.sub(signal, mean), valid);
    }

    /** Signal and mask as 24 channels of one image row. */
    private static Operand<TFloat32> channels(Ops tf, Operand<TFloat32> centred, Operand<TFloat32> valid) {
        Operand<TFloat32> both = tf.concat(List.of(centred, valid), tf.constant(1));
        return tf.expandDims(tf.linalg.transpose(both, tf.constant(new int[] {0, 2, 1})), tf.constant(1));
    }

    private static Operand<TFloat32> sumOverTime(Ops tf, Operand<TFloat32> x) {
        return tf.reduceSum(x, tf.constant(2), ReduceSum.keepDims(true));
    }

    private static Operand<TFloat32> encode(Ops tf, Layers layers, Operand<TFloat32> x, Architecture architecture) {
        List<Integer> widths = architecture.stageWidths();
        int width = widths.get(0);
        Operand<TFloat32> h = layers.convolution(
                "stem.conv", x, CHANNELS, width, architecture.stemKernel(), architecture.stemStride());
        h = tf.nn.relu(layers.batchNormalisation("stem.norm", h, width));
        for (int stage = 0; stage < widths.size(); stage++) {
            int next = widths.get(stage);
            h = layers.residualBlock("stage" + stage, h, width, next, architecture.kernel(), stage == 0 ? 1 : 2);
            width = next;
        }
        return pool(tf, h);
    }

    /** Two small towers, over the beats' envelope and over its autocorrelation. */
    private static Operand<TFloat32> rhythm(
            Ops tf, Layers layers, Operand<TFloat32> centred, Operand<TFloat32> valid, Architecture architecture) {
        Operand<TFloat32> envelope = Rhythm.envelope(tf, centred, valid);
        Operand<TFloat32> autocorrelation = Rhythm.autocorrelation(tf, envelope);
        int width = architecture.rhythmWidth();
        return tf.concat(
                List.of(
                        tower(tf, layers, "envelope", envelope, width),
                        tower(tf, layers, "autocorrelation", autocorrelation, width)),
                tf.constant(1));
    }

    private static Operand<TFloat32> tower(Ops tf, Layers layers, String name, Operand<TFloat32> series, int width) {
        Operand<TFloat32> h = tf.expandDims(tf.expandDims(series, tf.constant(1)), tf.constant(3));
        int channels = 1;
        for (int layer = 0; layer < TOWER_LAYERS; layer++) {
            String here = name + layer;
            h = layers.convolution(here + ".conv", h, channels, width, TOWER_KERNEL, layer == 0 ? 1 : 2);
            h = tf.nn.relu(layers.batchNormalisation(here + ".norm", h, width));
            channels = width;
        }
        return pool(tf, h);
    }

    /** Of both towers. */
    static long towerMultiplications(int width) {
        long sum = 0;
        for (int length : new int[] {Rhythm.ENVELOPE, Rhythm.LAGS}) {
            sum += (long) length * TOWER_KERNEL * width;
            for (int layer = 1; layer < TOWER_LAYERS; layer++) {
                sum += (long) (length >> layer) * TOWER_KERNEL * width * width;
            }
        }
        return sum;
    }

    /** The mean tells of what lasts, the maximum of what happens once: a premature beat among ten. */
    static Operand<TFloat32> pool(Ops tf, Operand<TFloat32> h) {
        Operand<TFloat32> mean = tf.math.mean(h, tf.constant(new int[] {1, 2}));
        Operand<TFloat32> max = tf.reduceMax(h, tf.constant(new int[] {1, 2}));
        return tf.concat(List.of(mean, max), tf.constant(1));
    }
}
