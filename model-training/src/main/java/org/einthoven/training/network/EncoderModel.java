package org.einthoven.training.network;

import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An encoder whose weights stay as they are. Safe for use by many threads. */
public final class EncoderModel implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final EncoderGraph encoder;

    public EncoderModel(Architecture architecture, Weights weights) {
        Ops tf = Ops.create(graph);
        Layers layers = new Layers(tf, weights.asConstants(tf), false);
        encoder = EncoderGraph.build(tf, layers, architecture);
        session = new Session(graph);
    }

    /** Fresh weights of an encoder alone, the same for the same seed: the arm that learnt nothing. */
    public static Weights random(Architecture architecture, long seed) {
        return Weights.drawn(
                (tf, drawing) -> EncoderGraph.build(tf, new Layers(tf, drawing, false), architecture),
                new java.util.SplittableRandom(seed));
    }

    /**
     * What the encoder makes of a batch.
     *
     * @param ecg count × 12 × 2500 millivolts, 0 where not valid
     * @param mask the same shape, 1 valid and 0 not
     * @return count × embedding size
     */
    public float[] run(float[] ecg, float[] mask, int count) {
        long[] shape = {count, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES};
        try (TFloat32 signal = Tensors.of(ecg, shape);
                TFloat32 valid = Tensors.of(mask, shape);
                Result result = session.runner()
                        .feed(encoder.ecg(), signal)
                        .feed(encoder.mask(), valid)
                        .fetch(encoder.embedding())
                        .run()) {
            return Tensors.toArray((TFloat32) result.get(0));
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
