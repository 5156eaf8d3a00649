package org.einthoven.encoder;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** A SavedModel that runs in DJL's TensorFlow engine. Must not be closed while it runs. */
final class SavedModelWindows implements WindowModel, AutoCloseable {
    /** Any negative number; see session.h and direct_session.cc of TensorFlow. */
    private static final int CALLERS_THREAD = -1;

    private final Model model;
    private final int embeddingSize;
    private final int tasks;
    private final int maxBatch;
    /** As many as ever ran at once: fresh direct buffers for each call would fill the memory before they are freed. */
    private final Queue<Inputs> spare = new ConcurrentLinkedQueue<>();

    private SavedModelWindows(Model model, ModelManifest manifest, int maxBatch) {
        this.model = model;
        this.embeddingSize = manifest.embeddingSize();
        this.tasks = manifest.tasks().size();
        this.maxBatch = maxBatch;
    }

    static SavedModelWindows load(ModelFolder folder, EncoderSettings settings) throws IOException {
        ServingSignature.check(folder);
        OfflineTensorFlow.start(settings.cacheFolder());
        // Tensors are handed over in main memory; TensorFlow itself places the graph on a GPU where its build has one.
        Model model = Model.newInstance(folder.manifest().id(), Device.cpu(), "TensorFlow");
        try {
            model.load(folder.path(), ModelFolder.SAVED_MODEL, options());
        } catch (MalformedModelException | RuntimeException e) {
            model.close();
            throw new InvalidModelException("TensorFlow cannot load the model: " + FirstLine.of(e), e);
        }
        return new SavedModelWindows(model, folder.manifest(), settings.maxBatch());
    }

    private static Map<String, Object> options() {
        // One core a batch, in the thread that brings it: as many batches as cores run side by side instead. Splitting
        // a batch among cores costs up to half as much CPU time again, and TensorFlow's idle threads spin.
        ConfigProto config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(CALLERS_THREAD)
                // Or TensorFlow takes a GPU's whole memory at once.
                .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
                .setAllowSoftPlacement(true)
                .build();
        return Map.of("Tags", ServingSignature.TAG, "SignatureDefKey", ServingSignature.KEY, "ConfigProto", config);
    }

    @Override
    public List<WindowOutput> run(List<NormalisedEcg> windows) throws EncoderException {
        Inputs inputs = borrow();
        // Everything made in this call hangs on this manager and goes with it.
        try (NDManager call = model.getNDManager().newSubManager()) {
            inputs.fill(windows);
            NDList outputs = model.getBlock()
                    .forward(new ParameterStore(call, false), inputs.arrays(call, windows.size()), false);
            return outputs(outputs, windows.size());
        } finally {
            spare.add(inputs);
        }
    }

    private Inputs borrow() {
        Inputs inputs = spare.poll();
        return inputs != null ? inputs : new Inputs(maxBatch);
    }

    private List<WindowOutput> outputs(NDList arrays, int windows) throws EncoderException {
        float[] embeddings = values(arrays, ServingSignature.EMBEDDING, windows, embeddingSize);
        float[] logits = values(arrays, ServingSignature.LOGITS, windows, tasks);
        List<WindowOutput> outputs = new ArrayList<>(windows);
        for (int i = 0; i < windows; i++) {
            outputs.add(new WindowOutput(row(embeddings, i, embeddingSize), row(logits, i, tasks)));
        }
        return outputs;
    }

    private static float[] values(NDList arrays, String name, int rows, int columns) throws EncoderException {
        NDArray array = arrays.get(name);
        if (!array.getShape().equals(new Shape(rows, columns))) {
            throw new EncoderException(
                    "the model's " + name + " came as " + array.getShape() + ", not (" + rows + ", " + columns + ")");
        }
        return array.toFloatArray();
    }

    private static float[] row(float[] values, int row, int columns) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    @Override
    public void close() {
        model.close();
    }

    /** The two input tensors of the largest batch, outside the Java heap, where TensorFlow copies them from. */
    private static final class Inputs {
        private final ByteBuffer ecg;
        private final ByteBuffer mask;

        Inputs(int maxBatch) {
            ecg = allocate(maxBatch);
            mask = allocate(maxBatch);
        }

        private static ByteBuffer allocate(int windows) {
            return ByteBuffer.allocateDirect(windows * NormalisedEcg.SIZE * Float.BYTES)
                    .order(ByteOrder.nativeOrder());
        }

        void fill(List<NormalisedEcg> windows) {
            FloatBuffer samples = floats(ecg);
            FloatBuffer flags = floats(mask);
            for (NormalisedEcg window : windows) {
                samples.put(window.samples());
                for (boolean valid : window.valid()) {
                    flags.put(valid ? 1f : 0f);
                }
            }
        }

        private static FloatBuffer floats(ByteBuffer bytes) {
            return bytes.clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
        }

        NDList arrays(NDManager manager, int windows) {
            return new NDList(
                    array(manager, ServingSignature.ECG, ecg, windows),
                    array(manager, ServingSignature.MASK, mask, windows));
        }

        private static NDArray array(NDManager manager, String name, ByteBuffer bytes, int windows) {
            bytes.clear().limit(windows * NormalisedEcg.SIZE * Float.BYTES);
            NDArray array = manager.create(
                    bytes, new Shape(windows, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES), DataType.FLOAT32);
            array.setName(name);
            return array;
        }
    }
}
