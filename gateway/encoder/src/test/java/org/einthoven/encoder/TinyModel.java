package org.einthoven.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.ecg.Task;
import org.einthoven.encoder.TaskCalibration.Aggregate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VersionDef;

/**
 * A SavedModel that is right but for what a test makes wrong. Its embedding is each lead's mean of ecg × mask; its
 * logits are six weighted sums of those.
 */
final class TinyModel {
    static final List<Task> TASKS = List.of(Task.values());

    private final float[][] weights = weights();
    String tag = ServingSignature.TAG;
    String signature = ServingSignature.KEY;
    String ecg = ServingSignature.ECG;
    String embedding = ServingSignature.EMBEDDING;
    DataType inputType = DataType.DT_FLOAT;
    long[] declaredInput = {-1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES};
    long[] graphInput = declaredInput;
    long declaredLogits = TASKS.size();
    boolean inputIsPlaceholder = true;
    float goldenError;
    double tolerance = 1e-5;

    private static float[][] weights() {
        Random random = new Random(20261122);
        float[][] weights = new float[NormalisedEcg.LEADS][TASKS.size()];
        for (float[] row : weights) {
            for (int task = 0; task < row.length; task++) {
                row[task] = (float) random.nextGaussian() * 100;
            }
        }
        return weights;
    }

    /** What it gives, computed here in double precision. */
    WindowOutput expected(NormalisedEcg window) {
        double[] means = IntStream.range(0, NormalisedEcg.LEADS)
                .mapToDouble(lead -> mean(window.samples(), lead))
                .toArray();
        float[] logits = new float[TASKS.size()];
        for (int task = 0; task < logits.length; task++) {
            double sum = 0;
            for (int lead = 0; lead < means.length; lead++) {
                sum += means[lead] * weights[lead][task];
            }
            logits[task] = (float) sum;
        }
        float[] embedding = new float[means.length];
        for (int lead = 0; lead < means.length; lead++) {
            embedding[lead] = (float) means[lead];
        }
        return new WindowOutput(embedding, logits);
    }

    private static double mean(float[] samples, int lead) {
        int from = lead * NormalisedEcg.SAMPLES;
        return IntStream.range(from, from + NormalisedEcg.SAMPLES)
                .mapToDouble(i -> samples[i])
                .average()
                .orElseThrow();
    }

    /** Writes the whole model folder. */
    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(ModelFolder.SAVED_MODEL), savedModel().toByteArray());
        Files.writeString(folder.resolve("MODEL_CARD.md"), "Research use only.\n");
        List<NormalisedEcg> inputs = Windows.noise(1, 3);
        new GoldenWindows(inputs, inputs.stream().map(this::golden).toList()).write(folder.resolve("golden.bin"));
        ModelFolder.seal(folder, manifest());
        return folder;
    }

    private WindowOutput golden(NormalisedEcg window) {
        WindowOutput output = expected(window);
        output.logits()[5] += goldenError;
        return output;
    }

    ModelManifest manifest() {
        return new ModelManifest(
                "tiny",
                "0.0.1",
                "Lead means",
                "Research use only.",
                "Nothing: fixed weights.",
                NormalisedEcg.LEADS,
                TASKS.stream()
                        .map(task -> new TaskCalibration(task, 0.5, 0.4, 0.6, 1, 0, Aggregate.MEAN))
                        .toList(),
                new ModelManifest.Golden("golden.bin", tolerance));
    }

    SavedModel savedModel() {
        GraphDef graph = GraphDef.newBuilder()
                .setVersions(VersionDef.newBuilder().setProducer(1882))
                .addNode(input("in_ecg", inputIsPlaceholder ? "Placeholder" : "PlaceholderV2"))
                .addNode(input("in_mask", "Placeholder"))
                .addNode(node("masked", "Mul", "in_ecg", "in_mask").putAttr("T", type(inputType)))
                .addNode(constant("time", tensor(DataType.DT_INT32).addIntVal(2)))
                .addNode(node("means", "Mean", "masked", "time")
                        .putAttr("T", type(inputType))
                        .putAttr("Tidx", type(DataType.DT_INT32))
                        .putAttr("keep_dims", AttrValue.newBuilder().setB(false).build()))
                .addNode(constant("weights", weightTensor()))
                .addNode(node("sums", "MatMul", "means", "weights").putAttr("T", type(inputType)))
                .build();
        SignatureDef serving = SignatureDef.newBuilder()
                .setMethodName("tensorflow/serving/predict")
                .putInputs(ecg, info("in_ecg:0", declaredInput))
                .putInputs(ServingSignature.MASK, info("in_mask:0", declaredInput))
                .putOutputs(embedding, info("means:0", -1, NormalisedEcg.LEADS))
                .putOutputs(ServingSignature.LOGITS, info("sums:0", -1, declaredLogits))
                .build();
        MetaGraphDef meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(tag))
                .setGraphDef(graph)
                .putSignatureDef(signature, serving)
                .build();
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(meta)
                .build();
    }

    private NodeDef.Builder input(String name, String op) {
        return node(name, op)
                .putAttr("dtype", type(inputType))
                .putAttr(
                        "shape",
                        AttrValue.newBuilder().setShape(shape(graphInput)).build());
    }

    private static NodeDef.Builder constant(String name, TensorProto.Builder value) {
        return node(name, "Const")
                .putAttr("dtype", type(value.getDtype()))
                .putAttr("value", AttrValue.newBuilder().setTensor(value).build());
    }

    private TensorProto.Builder weightTensor() {
        TensorProto.Builder tensor = tensor(DataType.DT_FLOAT).setTensorShape(shape(NormalisedEcg.LEADS, TASKS.size()));
        for (float[] row : weights) {
            for (float weight : row) {
                tensor.addFloatVal(weight);
            }
        }
        return tensor;
    }

    private static TensorProto.Builder tensor(DataType type) {
        return TensorProto.newBuilder().setDtype(type).setTensorShape(shape());
    }

    private static NodeDef.Builder node(String name, String op, String... inputs) {
        return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(Arrays.asList(inputs));
    }

    private static AttrValue type(DataType type) {
        return AttrValue.newBuilder().setType(type).build();
    }

    private TensorInfo info(String tensor, long... shape) {
        return TensorInfo.newBuilder()
                .setName(tensor)
                .setDtype(inputType)
                .setTensorShape(shape(shape))
                .build();
    }

    private static TensorShapeProto shape(long... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long size : sizes) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return shape.build();
    }
}
