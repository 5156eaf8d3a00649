package org.einthoven.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.protocol.ModelMetadata;
import org.einthoven.encoder.protocol.ProtocolException;
import org.einthoven.encoder.protocol.Tensor;
import org.einthoven.encoder.protocol.TensorMetadata;

/** Windows and what a model gives for them, as tensors with the names and shapes of {@link ServingSignature}. */
final class EcgTensors {
    static final List<String> OUTPUTS = List.of(ServingSignature.EMBEDDING, ServingSignature.LOGITS);

    private static final String PLATFORM = "tensorflow_savedmodel";
    private static final long ANY = -1;

    private EcgTensors() {}

    static ModelMetadata metadata(ModelManifest manifest, String contentHash) {
        return new ModelMetadata(
                manifest.id(), List.of(manifest.version()), PLATFORM, inputs(), outputs(manifest), contentHash);
    }

    static List<TensorMetadata> inputs() {
        List<Long> shape = windowShape(ANY);
        return List.of(
                new TensorMetadata(ServingSignature.ECG, Tensor.FP32, shape),
                new TensorMetadata(ServingSignature.MASK, Tensor.FP32, shape));
    }

    static List<TensorMetadata> outputs(ModelManifest manifest) {
        return List.of(
                new TensorMetadata(
                        ServingSignature.EMBEDDING, Tensor.FP32, List.of(ANY, (long) manifest.embeddingSize())),
                new TensorMetadata(ServingSignature.LOGITS, Tensor.FP32, List.of(ANY, (long)
                        manifest.tasks().size())));
    }

    private static List<Long> windowShape(long windows) {
        return List.of(windows, (long) NormalisedEcg.LEADS, (long) NormalisedEcg.SAMPLES);
    }

    static List<Tensor> ofWindows(List<NormalisedEcg> windows) {
        float[] ecg = new float[windows.size() * NormalisedEcg.SIZE];
        float[] mask = new float[ecg.length];
        for (int i = 0; i < windows.size(); i++) {
            int offset = i * NormalisedEcg.SIZE;
            System.arraycopy(windows.get(i).samples(), 0, ecg, offset, NormalisedEcg.SIZE);
            boolean[] valid = windows.get(i).valid();
            for (int j = 0; j < valid.length; j++) {
                mask[offset + j] = valid[j] ? 1 : 0;
            }
        }
        List<Long> shape = windowShape(windows.size());
        return List.of(new Tensor(ServingSignature.ECG, shape, ecg), new Tensor(ServingSignature.MASK, shape, mask));
    }

    static List<NormalisedEcg> windows(List<Tensor> inputs) throws ProtocolException {
        Tensor ecg = tensor(inputs, ServingSignature.ECG);
        Tensor mask = tensor(inputs, ServingSignature.MASK);
        if (inputs.size() != 2) {
            throw new ProtocolException("the model has the inputs ecg and mask and no other");
        }
        int count = ecg.shape().isEmpty() ? 0 : Math.toIntExact(ecg.shape().get(0));
        if (count < 1
                || !ecg.shape().equals(windowShape(count))
                || !mask.shape().equals(ecg.shape())) {
            throw new ProtocolException("the shapes of ecg " + ecg.shape() + " and mask " + mask.shape()
                    + " are not both [windows, " + NormalisedEcg.LEADS + ", " + NormalisedEcg.SAMPLES + "]");
        }
        List<NormalisedEcg> windows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            windows.add(new NormalisedEcg(0, row(ecg, i, NormalisedEcg.SIZE), flags(mask, i * NormalisedEcg.SIZE)));
        }
        return windows;
    }

    private static boolean[] flags(Tensor mask, int offset) throws ProtocolException {
        boolean[] flags = new boolean[NormalisedEcg.SIZE];
        for (int i = 0; i < flags.length; i++) {
            float value = mask.values()[offset + i];
            if (value != 0 && value != 1) {
                throw new ProtocolException("the mask holds a value that is neither 0 nor 1");
            }
            flags[i] = value == 1;
        }
        return flags;
    }

    static List<Tensor> ofOutputs(List<WindowOutput> outputs) {
        return List.of(
                matrix(
                        ServingSignature.EMBEDDING,
                        outputs.stream().map(WindowOutput::embedding).toList()),
                matrix(
                        ServingSignature.LOGITS,
                        outputs.stream().map(WindowOutput::logits).toList()));
    }

    private static Tensor matrix(String name, List<float[]> rows) {
        int columns = rows.get(0).length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * columns, columns);
        }
        return new Tensor(name, List.of((long) rows.size(), (long) columns), values);
    }

    /** @param count how many windows were sent */
    static List<WindowOutput> outputs(List<Tensor> tensors, int count, ModelManifest manifest)
            throws ProtocolException {
        Tensor embedding = matrix(tensors, ServingSignature.EMBEDDING, count, manifest.embeddingSize());
        Tensor logits =
                matrix(tensors, ServingSignature.LOGITS, count, manifest.tasks().size());
        List<WindowOutput> outputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            WindowOutput output = new WindowOutput(
                    row(embedding, i, manifest.embeddingSize()),
                    row(logits, i, manifest.tasks().size()));
            if (!output.isFinite()) {
                throw new ProtocolException("the model gave a value that is not finite");
            }
            outputs.add(output);
        }
        return outputs;
    }

    private static Tensor matrix(List<Tensor> tensors, String name, int rows, int columns) throws ProtocolException {
        Tensor tensor = tensor(tensors, name);
        if (!tensor.shape().equals(List.of((long) rows, (long) columns))) {
            throw new ProtocolException(
                    "the model's " + name + " came as " + tensor.shape() + ", not [" + rows + ", " + columns + "]");
        }
        return tensor;
    }

    private static Tensor tensor(List<Tensor> tensors, String name) throws ProtocolException {
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new ProtocolException("the tensor " + name + " is missing");
    }

    private static float[] row(Tensor tensor, int row, int columns) {
        return Arrays.copyOfRange(tensor.values(), row * columns, (row + 1) * columns);
    }
}
