package org.einthoven.training.network;

import org.einthoven.ecg.NormalisedEcg;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A network that learns, step after step. */
public final class TrainingModel implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Session session;
    private final VariableParameters parameters;
    private final Network network;
    private final Placeholder<TFloat32> keep;
    private final Placeholder<TFloat32> labels;
    private final Placeholder<TFloat32> weights;
    private final Operand<TFloat32> loss;
    private final AdamW optimiser;
    private final int tasks;
    private final int embeddingSize;
    private int steps;

    public TrainingModel(Architecture architecture, int tasks, double weightDecay, Weights initial) {
        this.tasks = tasks;
        embeddingSize = architecture.embeddingSize();
        Ops tf = Ops.create(graph);
        parameters = new VariableParameters(tf);
        network = Network.forTraining(tf, parameters, architecture, tasks);
        keep = present(network.keep());
        labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, tasks)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, tasks)));
        loss = Loss.weightedSigmoidCrossEntropy(tf, network.logits(), labels, weights);
        optimiser = new AdamW(tf, graph, loss, parameters.trainable(), weightDecay, network.movingAverages());
        session = new Session(graph, false);
        parameters.assign(session, initial);
        optimiser.initialise(session);
    }

    private static Placeholder<TFloat32> present(@Nullable Placeholder<TFloat32> placeholder) {
        if (placeholder == null) {
            throw new IllegalStateException("a network that trains has dropout");
        }
        return placeholder;
    }

    /**
     * One step of AdamW.
     *
     * @return the loss before the step
     */
    public float step(Batch batch, double learningRate) {
        long[] input = {batch.size(), NormalisedEcg.LEADS, NormalisedEcg.SAMPLES};
        try (TFloat32 ecg = Tensors.of(batch.ecg(), input);
                TFloat32 mask = Tensors.of(batch.mask(), input);
                TFloat32 kept = Tensors.of(batch.keep(), batch.size(), embeddingSize);
                TFloat32 labelled = Tensors.of(batch.labels(), batch.size(), tasks);
                TFloat32 weighted = Tensors.of(batch.weights(), batch.size(), tasks)) {
            Session.Runner runner = session.runner()
                    .feed(network.ecg(), ecg)
                    .feed(network.mask(), mask)
                    .feed(keep, kept)
                    .feed(labels, labelled)
                    .feed(weights, weighted);
            return optimiser.run(runner, loss, learningRate, ++steps);
        }
    }

    /** What it has learnt so far. */
    public Weights weights() {
        return parameters.snapshot(session);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }

    /**
     * What one step learns from, row after row. The arrays may be reused after the step.
     *
     * @param ecg size × 12 × 2500 mV
     * @param mask size × 12 × 2500, 1 valid and 0 not
     * @param keep size × embedding size: 0 drops a part of the embedding, else 1 / (share kept)
     * @param labels size × tasks, 0 or 1
     * @param weights size × tasks, 0 where the label is unknown
     */
    public record Batch(int size, float[] ecg, float[] mask, float[] keep, float[] labels, float[] weights) {
        /** A batch to fill. */
        public static Batch empty(int size, int embeddingSize, int tasks) {
            return new Batch(
                    size,
                    new float[size * NormalisedEcg.SIZE],
                    new float[size * NormalisedEcg.SIZE],
                    new float[size * embeddingSize],
                    new float[size * tasks],
                    new float[size * tasks]);
        }
    }
}
