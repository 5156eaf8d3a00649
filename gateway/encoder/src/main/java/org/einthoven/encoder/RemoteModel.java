package org.einthoven.encoder;

import java.util.List;
import java.util.Optional;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.protocol.InferenceRequest;
import org.einthoven.encoder.protocol.InferenceResponse;
import org.einthoven.encoder.protocol.Message;
import org.einthoven.encoder.protocol.ModelMetadata;
import org.einthoven.encoder.protocol.ProtocolException;
import org.einthoven.encoder.protocol.ServerMetadata;
import org.einthoven.encoder.protocol.TensorMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A model on another machine that was found to be the one in a folder here: by name, version, shapes, content hash
 * where the server gives it, and by its golden outputs. Each answer is held against that again, so that a server that
 * was exchanged in between is noticed.
 */
final class RemoteModel {
    /** The most windows a request: about 4 MB as binary data, 7 MB as JSON. */
    static final int SLICE = 16;

    private static final int METADATA_BYTES = 1 << 20;
    private static final int ENVELOPE_BYTES = 1 << 16;
    /** The longest float as JSON has 15 characters; some servers indent. */
    private static final int BYTES_A_VALUE = 64;

    private final InferenceConnection connection;
    private final ModelFolder folder;
    private final boolean binary;
    private final String path;
    private final boolean hashed;
    private final @Nullable String version;

    /**
     * @param hashed whether the server gives the content hash: then with every answer
     * @param version which the server calls it; null while that is not known
     */
    private RemoteModel(
            InferenceConnection connection,
            ModelFolder folder,
            boolean binary,
            String path,
            boolean hashed,
            @Nullable String version) {
        this.connection = connection;
        this.folder = folder;
        this.binary = binary;
        this.path = path;
        this.hashed = hashed;
        this.version = version;
    }

    /**
     * Checks what a server serves.
     *
     * @throws EncoderUnavailableException when the server does not answer
     * @throws EncoderException when it does not serve the same model; the message is one sentence
     */
    static RemoteModel check(InferenceConnection connection, ModelFolder folder)
            throws EncoderException, InterruptedException {
        try {
            boolean binary =
                    ServerMetadata.decode(connection.get("v2", METADATA_BYTES)).takesBinaryTensors();
            String path = "v2/models/" + folder.manifest().id();
            ModelMetadata model = ModelMetadata.decode(connection.get(path, METADATA_BYTES));
            new Comparison(connection, folder).require(model);
            if (model.versions().contains(folder.manifest().version())) {
                path += "/versions/" + folder.manifest().version();
            }
            boolean hashed = model.contentHash() != null;
            RemoteModel found = new RemoteModel(connection, folder, binary, path + "/infer", hashed, null);
            String version = found.requireGoldenOutputs();
            return new RemoteModel(connection, folder, binary, found.path, hashed, version);
        } catch (ProtocolException e) {
            throw connection.broken(e);
        }
    }

    boolean isBinary() {
        return binary;
    }

    /**
     * Has windows read.
     *
     * @param windows 1 to {@value #SLICE}
     */
    List<WindowOutput> run(List<NormalisedEcg> windows) throws EncoderException, InterruptedException {
        try {
            return outputs(ask(windows), windows.size());
        } catch (ProtocolException e) {
            throw connection.broken(e);
        }
    }

    private InferenceResponse ask(List<NormalisedEcg> windows)
            throws ProtocolException, EncoderException, InterruptedException {
        Message request = new InferenceRequest(null, EcgTensors.ofWindows(windows), List.of(), binary).encode(binary);
        return InferenceResponse.decode(connection.post(path, request, mostBytes(windows.size())));
    }

    private int mostBytes(int windows) {
        int values =
                folder.manifest().embeddingSize() + folder.manifest().tasks().size();
        return ENVELOPE_BYTES + windows * values * BYTES_A_VALUE;
    }

    private List<WindowOutput> outputs(InferenceResponse response, int windows)
            throws ProtocolException, EncoderException {
        ModelManifest manifest = folder.manifest();
        boolean same = response.modelName().equals(manifest.id())
                && (version == null || version.equals(response.modelVersion()))
                && (!hashed || folder.contentHash().equals(response.contentHash()));
        if (!same) {
            throw new EncoderException(connection.shown() + " answered with another model than " + manifest.id() + " "
                    + manifest.version());
        }
        return EcgTensors.outputs(response.outputs(), windows, manifest);
    }

    /** @return the version that the server says gave them; null where it says none */
    private @Nullable String requireGoldenOutputs() throws ProtocolException, EncoderException, InterruptedException {
        List<NormalisedEcg> inputs = folder.golden().inputs();
        String served = null;
        for (int from = 0; from < inputs.size(); from += SLICE) {
            List<NormalisedEcg> slice = inputs.subList(from, Math.min(inputs.size(), from + SLICE));
            InferenceResponse response = ask(slice);
            List<WindowOutput> outputs = outputs(response, slice.size());
            for (int i = 0; i < outputs.size(); i++) {
                requireGolden(outputs.get(i), from + i);
            }
            served = response.modelVersion();
        }
        return served;
    }

    private void requireGolden(WindowOutput output, int golden) throws EncoderException {
        double tolerance = folder.manifest().golden().tolerance();
        if (!output.agreesWith(folder.golden().outputs().get(golden), tolerance)) {
            throw new EncoderException(connection.shown() + " does not give the golden output " + golden + " of "
                    + folder.manifest().id() + " " + folder.manifest().version() + " within " + tolerance
                    + ", and is not used");
        }
    }

    /** A server's metadata against a model folder. */
    private record Comparison(InferenceConnection connection, ModelFolder folder) {
        void require(ModelMetadata model) throws EncoderException {
            ModelManifest manifest = folder.manifest();
            require("name", manifest.id(), model.name());
            if (!isNumbered(model.versions()) && !model.versions().contains(manifest.version())) {
                require("version", manifest.version(), String.join(", ", model.versions()));
            }
            if (model.contentHash() != null) {
                require("content hash", folder.contentHash(), model.contentHash());
            }
            require(EcgTensors.inputs(), model.inputs());
            require(EcgTensors.outputs(manifest), model.outputs());
        }

        /** Triton counts versions 1, 2, 3, others have none: there the golden outputs alone tell which it is. */
        private static boolean isNumbered(List<String> versions) {
            return versions.stream().allMatch(version -> version.matches("\\d+"));
        }

        private void require(List<TensorMetadata> expected, List<TensorMetadata> found) throws EncoderException {
            if (expected.size() != found.size()) {
                require("number of tensors", String.valueOf(expected.size()), String.valueOf(found.size()));
            }
            for (TensorMetadata tensor : expected) {
                Optional<TensorMetadata> same = found.stream()
                        .filter(t -> t.name().equals(tensor.name()))
                        .findFirst();
                require(
                        tensor.name(),
                        tensor.dataType() + " " + tensor.shape(),
                        same.map(t -> t.dataType() + " " + t.shape()).orElse("absent"));
            }
        }

        private void require(String what, String expected, String found) throws EncoderException {
            if (!expected.equals(found)) {
                throw new EncoderException(connection.shown() + " serves another model than "
                        + folder.manifest().id() + " " + folder.manifest().version() + ": its " + what + " is "
                        + shown(found) + ", not " + expected);
            }
        }

        private static String shown(String text) {
            String plain = text.replaceAll("\\p{Cntrl}", " ");
            return plain.length() <= 100 ? plain : plain.substring(0, 100) + "…";
        }
    }
}
