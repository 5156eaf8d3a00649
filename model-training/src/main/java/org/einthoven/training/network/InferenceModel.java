package org.einthoven.training.network;

import java.io.IOException;
import java.nio.file.Path;
import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network with fixed weights: reads windows, and goes out as a frozen SavedModel. */
public final class InferenceModel implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final Network network;

    public InferenceModel(Weights weights, Architecture architecture, int tasks) {
        Ops tf = Ops.create(graph);
        network = Network.forInference(tf, weights.asConstants(tf), architecture, tasks);
        session = new Session(graph);
    }

    /**
     * What the network makes of a batch.
     *
     * @param ecg count × 12 × 2500 millivolts
     * @param mask count × 12 × 2500, 1 valid and 0 not
     */
    public Output run(float[] ecg, float[] mask, int count) {
        long[] shape = {count, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES};
        try (TFloat32 signal = Tensors.of(ecg, shape);
                TFloat32 valid = Tensors.of(mask, shape);
                Result result = session.runner()
                        .feed(network.ecg(), signal)
                        .feed(network.mask(), valid)
                        .fetch(network.embedding())
                        .fetch(network.logits())
                        .run()) {
            return new Output(Tensors.toArray((TFloat32) result.get(0)), Tensors.toArray((TFloat32) result.get(1)));
        }
    }

    /** Writes {@code saved_model.pb} with signature serving_default: ecg, mask → embedding, logits. */
    public void export(Path folder) throws IOException {
        Signature signature = Signature.builder()
                .input(EncoderGraph.ECG, network.ecg())
                .input(EncoderGraph.MASK, network.mask())
                .output(EncoderGraph.EMBEDDING, network.embedding())
                .output(Network.LOGITS, network.logits())
                .methodName("tensorflow/serving/predict")
                .build();
        SavedModelBundle.exporter(folder.toString())
                .withSession(session)
                .withSignature(signature)
                .export();
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    /**
     * Embeddings and logits of a batch, row after row.
     *
     * @param embedding count × embedding size
     * @param logits count × tasks
     */
    public record Output(float[] embedding, float[] logits) {}
}
