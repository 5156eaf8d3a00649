package org.einthoven.training.network;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.einthoven.training.loop.WholeFile;
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
    private static final int AT_ONCE = 1 << 16;

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

    /** Whole or not at all. */
    public void write(Path file) throws IOException {
        WholeFile.write(file, out -> write(new DataOutputStream(out)));
    }

    /** Writes them and a CRC-32C of them behind whatever the stream has; {@link #read(DataInputStream)} ends behind that. */
    public void write(DataOutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        data.writeInt(MAGIC);
        data.writeInt(values.size());
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            data.writeUTF(entry.getKey());
            data.writeInt(entry.getValue().length);
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, entry.getValue().length));
            bytes.asFloatBuffer().put(entry.getValue());
            data.write(bytes.array());
        }
        data.flush();
        out.writeInt((int) checked.getChecksum().getValue());
    }

    public static Weights read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return read(in);
        } catch (EOFException e) {
            throw new IOException(file.getFileName() + " ends too early for a file of weights", e);
        } catch (NoWeightsException e) {
            throw new IOException(file.getFileName() + " is no file of weights", e);
        } catch (DamagedException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** @throws DamagedException where they are not as they were written, or no numbers */
    public static Weights read(DataInputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        if (data.readInt() != MAGIC) {
            throw new NoWeightsException();
        }
        int parameters = bounded(data.readInt(), MAX_PARAMETERS);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters; i++) {
            values.put(data.readUTF(), floats(data, bounded(data.readInt(), MAX_VALUES)));
        }
        int expected = (int) checked.getChecksum().getValue();
        if (in.readInt() != expected) {
            throw new DamagedException("its checksum is another");
        }
        requireNumbers(values);
        return new Weights(values);
    }

    /** Read in parts, so that a damaged length takes no memory that the file has no values for. */
    private static float[] floats(DataInputStream data, int count) throws IOException {
        float[] values = new float[Math.min(count, AT_ONCE)];
        for (int done = 0; done < count; ) {
            int some = Math.min(AT_ONCE, count - done);
            byte[] bytes = new byte[some * Float.BYTES];
            data.readFully(bytes);
            if (done + some > values.length) {
                values = Arrays.copyOf(values, Math.min(count, Math.max(2 * values.length, done + some)));
            }
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values, done, some);
            done += some;
        }
        return values;
    }

    private static void requireNumbers(Map<String, float[]> values) throws DamagedException {
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            for (float value : entry.getValue()) {
                if (!Float.isFinite(value)) {
                    throw new DamagedException(entry.getKey() + " holds a value that is no number");
                }
            }
        }
    }

    private static int bounded(int count, int limit) throws DamagedException {
        if (count < 0 || count > limit) {
            throw new DamagedException("it cannot hold " + count + " entries");
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

    /** Not as they were written, or no numbers. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }

    private static final class NoWeightsException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
