package org.einthoven.training.network;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.einthoven.training.network.Parameters.Initialiser;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The learnt values of a network by name, row-major float32. */
public record Weights(Map<String, float[]> values) {
    /** Of the layer from embedding to logits: [embedding, tasks], row after row. */
    public static final String HEADS = Network.HEADS + Parameters.WEIGHTS;

    /** One a task. */
    public static final String HEADS_BIAS = Network.HEADS + ".bias";

    private static final int MAGIC = 0x45495745;
    private static final int MAX_PARAMETERS = 100_000;
    private static final int MAX_VALUES = 100_000_000;

    public Weights {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Fresh weights of a network, the same for the same seed. */
    public static Weights random(Architecture architecture, int tasks, long seed) {
        return drawn(
                (tf, drawing) -> Network.forInference(tf, drawing, architecture, tasks), new SplittableRandom(seed));
    }

    /** Fresh weights of whatever a graph asks for. */
    static Weights drawn(BiConsumer<Ops, Parameters> graphOf, SplittableRandom random) {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Parameters drawing = (name, initialiser, shape) -> {
                float[] drawn = draw(initialiser, shape, random);
                values.put(name, drawn);
                return constant(tf, drawn, shape);
            };
            graphOf.accept(tf, drawing);
        }
        return new Weights(values);
    }

    public float[] get(String name) {
        float[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the weights have no " + name);
        }
        return found;
    }

    public long count() {
        return values.values().stream().mapToLong(v -> v.length).sum();
    }

    public void write(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            write(out);
        }
    }

    /** Writes them behind whatever the stream has; {@link #read(DataInputStream)} ends behind them. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(values.size());
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().length);
            for (float value : entry.getValue()) {
                out.writeFloat(value);
            }
        }
    }

    public static Weights read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return read(in);
        } catch (EOFException e) {
            throw new IOException(file.getFileName() + " ends too early for a file of weights", e);
        } catch (NoWeightsException e) {
            throw new IOException(file.getFileName() + " is no file of weights", e);
        }
    }

    public static Weights read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new NoWeightsException();
        }
        int parameters = bounded(in.readInt(), MAX_PARAMETERS);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters; i++) {
            String name = in.readUTF();
            float[] parameter = new float[bounded(in.readInt(), MAX_VALUES)];
            for (int j = 0; j < parameter.length; j++) {
                parameter[j] = in.readFloat();
            }
            values.put(name, parameter);
        }
        return new Weights(values);
    }

    private static int bounded(int count, int limit) throws IOException {
        if (count < 0 || count > limit) {
            throw new IOException("a file of weights cannot hold " + count + " entries");
        }
        return count;
    }

    /** Parameters of a frozen graph. */
    Parameters asConstants(Ops tf) {
        return (name, initialiser, shape) -> constant(tf.withName(name), get(name), shape);
    }

    static float[] draw(Initialiser initialiser, long[] shape, SplittableRandom random) {
        int size = 1;
        for (long dimension : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(dimension));
        }
        float[] drawn = new float[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = initialiser.standardDeviation() > 0
                    ? (float) (random.nextGaussian() * initialiser.standardDeviation())
                    : initialiser.constant();
        }
        return drawn;
    }

    private static Operand<TFloat32> constant(Ops tf, float[] values, long... shape) {
        try (TFloat32 tensor = Tensors.of(values, shape)) {
            return tf.constantOf(tensor);
        }
    }

    private static final class NoWeightsException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
