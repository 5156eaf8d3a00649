package org.einthoven.encoder;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.einthoven.ecg.NormalisedEcg;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The inputs and outputs that a SavedModel declares, read before TensorFlow loads it: a wrong rank would abort the
 * JVM, and a wrong length would be accepted in silence.
 */
final class ServingSignature {
    static final String KEY = "serving_default";
    static final String TAG = "serve";
    static final String ECG = "ecg";
    static final String MASK = "mask";
    static final String EMBEDDING = "embedding";
    static final String LOGITS = "logits";

    private final MetaGraphDef graph;
    private final SignatureDef signature;

    private ServingSignature(MetaGraphDef graph) throws InvalidModelException {
        this.graph = graph;
        @Nullable SignatureDef found = graph.getSignatureDefMap().get(KEY);
        if (found == null) {
            throw new InvalidModelException("the model has no signature " + KEY);
        }
        this.signature = found;
    }

    /** @throws InvalidModelException when the model is not one that this gateway can feed */
    static void check(ModelFolder folder) throws IOException {
        ModelManifest manifest = folder.manifest();
        ServingSignature serving = new ServingSignature(servingGraph(folder));
        requireNames("inputs", serving.signature.getInputsMap().keySet(), Set.of(ECG, MASK));
        requireNames("outputs", serving.signature.getOutputsMap().keySet(), Set.of(EMBEDDING, LOGITS));
        serving.requireInput(ECG);
        serving.requireInput(MASK);
        serving.requireOutput(EMBEDDING, manifest.embeddingSize());
        serving.requireOutput(LOGITS, manifest.tasks().size());
    }

    private static MetaGraphDef servingGraph(ModelFolder folder) throws IOException {
        try (var in = Files.newInputStream(folder.path().resolve(ModelFolder.SAVED_MODEL))) {
            for (MetaGraphDef graph : SavedModel.parseFrom(in).getMetaGraphsList()) {
                if (graph.getMetaInfoDef().getTagsList().contains(TAG)) {
                    return graph;
                }
            }
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidModelException(ModelFolder.SAVED_MODEL + " is no SavedModel of TensorFlow", e);
        }
        throw new InvalidModelException(ModelFolder.SAVED_MODEL + " holds no graph with the tag " + TAG);
    }

    private static void requireNames(String which, Set<String> found, Set<String> expected)
            throws InvalidModelException {
        if (!found.equals(expected)) {
            throw new InvalidModelException(
                    "the model's " + which + " are " + sorted(found) + ", not " + sorted(expected));
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private void requireInput(String name) throws InvalidModelException {
        long[] expected = {-1, NormalisedEcg.LEADS, NormalisedEcg.SAMPLES};
        TensorInfo tensor = signature.getInputsOrThrow(name);
        require(name, tensor.getDtype(), tensor.getTensorShape(), expected);
        // The graph's own word: a signature may say anything.
        NodeDef node = placeholder(name, tensor.getName());
        require(
                name,
                node.getAttrOrThrow("dtype").getType(),
                node.getAttrOrThrow("shape").getShape(),
                expected);
    }

    private NodeDef placeholder(String input, String tensorName) throws InvalidModelException {
        String nodeName = tensorName.replaceFirst(":0$", "");
        return graph.getGraphDef().getNodeList().stream()
                .filter(node -> node.getName().equals(nodeName)
                        && node.getOp().equals("Placeholder")
                        && node.containsAttr("dtype")
                        && node.containsAttr("shape"))
                .findFirst()
                .orElseThrow(() -> new InvalidModelException("the model's input " + input + " is no placeholder"));
    }

    private void requireOutput(String name, long width) throws InvalidModelException {
        TensorInfo tensor = signature.getOutputsOrThrow(name);
        require(name, tensor.getDtype(), tensor.getTensorShape(), -1, width);
    }

    private static void require(String name, DataType type, TensorShapeProto shape, long... expected)
            throws InvalidModelException {
        long[] found = shape.getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .toArray();
        if (type != DataType.DT_FLOAT || shape.getUnknownRank() || !Arrays.equals(found, expected)) {
            throw new InvalidModelException("the model's " + name + " is " + type + " "
                    + (shape.getUnknownRank() ? "of unknown rank" : Arrays.toString(found)) + ", not DT_FLOAT "
                    + Arrays.toString(expected));
        }
    }
}
