package org.einthoven.training.network;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An encoder that learns without labels: of each patient in a batch it sees two views of one record and a view of another record, and
 * learns to tell them from those of all other patients. A projection head (dense, ReLU, dense, length one) stands between embedding and loss and is
 * thrown away after.
 *
 * @see <a href="https://doi.org/10.1371/journal.pcbi.1009862">Diamant et al. 2022, PCLR</a>
 */
public final class ContrastiveModel implements AutoCloseable {
    private static final String HIDDEN = "projection.hidden";
    private static final String OUT = "projection.out";

    private final Graph graph = new Graph();
    private final Session session;
    private final VariableParameters parameters;
    private final EncoderGraph encoder;
    private final List<Operand<TFloat32>> fetched;
    private final AdamW optimiser;
    private final Objective objective;

    /**
     * What is learnt.
     *
     * @param patients in a batch, at least two
     * @param longitudinal weight of the loss over two records of a patient
     * @param views weight of the loss over two views of a record
     * @param temperature of NT-Xent
     * @param projection how long a projection is
     */
    public record Objective(int patients, double longitudinal, double views, double temperature, int projection) {
        public Objective {
            if (patients < 2 || projection < 1 || !(temperature > 0 && Double.isFinite(temperature))) {
                throw new IllegalArgumentException(
                        "a batch has two patients and more, a projection a size, and the temperature is positive and finite");
            }
            double weights = longitudinal + views;
            if (!(longitudinal >= 0 && views >= 0 && weights > 0 && Double.isFinite(weights))) {
                throw new IllegalArgumentException(
                        "the weights of the two losses are finite, not negative, and not both 0");
            }
        }

        /** How many views of each patient the network sees: two of one record where that counts, and one of another where that does. */
        public int viewsOfAPatient() {
            return longitudinal > 0 && views > 0 ? 3 : 2;
        }
    }

    /** What a step saw, before it. */
    public record StepResult(float loss, float longitudinal, float views, float alignment, float uniformity) {}

    /** @param initial the encoder's and the projection head's, as {@link #initial} makes them */
    public ContrastiveModel(Architecture architecture, Objective objective, double weightDecay, Weights initial) {
        this.objective = objective;
        Ops tf = Ops.create(graph);
        parameters = new VariableParameters(tf);
        Layers layers = new Layers(tf, parameters, true);
        encoder = EncoderGraph.build(tf, layers, architecture);
        Operand<TFloat32> projected = project(tf, layers, encoder.embedding(), architecture, objective);
        fetched = objectives(tf, projected, objective);
        optimiser = new AdamW(tf, graph, fetched.get(0), parameters.trainable(), weightDecay, layers.movingAverages());
        session = new Session(graph, false);
        parameters.assign(session, initial);
        optimiser.initialise(session);
    }

    private static Operand<TFloat32> project(
            Ops tf, Layers layers, Operand<TFloat32> embedding, Architecture architecture, Objective objective) {
        int size = architecture.embeddingSize();
        Operand<TFloat32> hidden = tf.nn.relu(layers.dense(HIDDEN, embedding, size, size));
        return ContrastiveLoss.normalised(tf, layers.dense(OUT, hidden, size, objective.projection()));
    }

    /** Loss, its two parts, alignment and uniformity. */
    private static List<Operand<TFloat32>> objectives(Ops tf, Operand<TFloat32> projected, Objective objective) {
        int patients = objective.patients();
        Operand<TFloat32> one = rows(tf, projected, 0, patients);
        Operand<TFloat32> second = rows(tf, projected, patients, patients);
        Operand<TFloat32> last = rows(tf, projected, (objective.viewsOfAPatient() - 1) * patients, patients);
        Operand<TFloat32> none = tf.constant(0f);
        Operand<TFloat32> longitudinal = objective.longitudinal() > 0
                ? ContrastiveLoss.ntXent(tf, one, last, patients, objective.temperature())
                : none;
        Operand<TFloat32> views = objective.views() > 0
                ? ContrastiveLoss.ntXent(tf, one, second, patients, objective.temperature())
                : none;
        Operand<TFloat32> loss = tf.math.add(
                tf.math.mul(longitudinal, tf.constant((float) objective.longitudinal())),
                tf.math.mul(views, tf.constant((float) objective.views())));
        return List.of(
                loss,
                longitudinal,
                views,
                ContrastiveLoss.alignment(tf, one, last),
                ContrastiveLoss.uniformity(tf, one, patients));
    }

    private static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x, int from, int count) {
        return tf.slice(x, tf.constant(new int[] {from, 0}), tf.constant(new int[] {count, -1}));
    }

    /** Fresh weights of the encoder and the head, the same for the same seed. */
    public static Weights initial(Architecture architecture, Objective objective, long seed) {
        return Weights.drawn(
                (tf, drawing) -> {
                    Layers layers = new Layers(tf, drawing, false);
                    project(
                            tf,
                            layers,
                            EncoderGraph.build(tf, layers, architecture).embedding(),
                            architecture,
                            objective);
                },
                new SplittableRandom(seed));
    }

    /**
     * One step of AdamW.
     *
     * @param ecg (views of a patient × patients) × 12 × 2500 mV, 0 where not valid: the first view of each patient, then the second, then the third
     * @param mask the same shape, 1 valid and 0 not
     * @param number of the step, from 1
     */
    public StepResult step(float[] ecg, float[] mask, double learningRate, int number) {
        long[] shape = {
            (long) objective.viewsOfAPatient() * objective.patients(), NormalisedEcg.LEADS, NormalisedEcg.SAMPLES
        };
        try (TFloat32 fedEcg = Tensors.of(ecg, shape);
                TFloat32 fedMask = Tensors.of(mask, shape)) {
            Session.Runner runner = session.runner().feed(encoder.ecg(), fedEcg).feed(encoder.mask(), fedMask);
            float[] seen = optimiser.run(runner, fetched, learningRate, number);
            return new StepResult(seen[0], seen[1], seen[2], seen[3], seen[4]);
        }
    }

    /** All that the next steps depend on: weights and the optimiser's moments. */
    public State state() {
        return new State(parameters.snapshot(session), optimiser.moments(session));
    }

    /** Goes on from there. */
    public void restore(State state) {
        parameters.assign(session, state.weights());
        optimiser.restore(session, state.moments());
    }

    /** @param weights the encoder's and the head's */
    public record State(Weights weights, Weights moments) {
        /** The encoder's alone. */
        public Weights encoder() {
            Map<String, float[]> kept = new java.util.LinkedHashMap<>(weights.values());
            kept.keySet().removeIf(name -> name.startsWith(HIDDEN) || name.startsWith(OUT));
            return new Weights(kept);
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
