package org.einthoven.encoder;

import java.util.List;
import org.einthoven.ecg.EncoderException;
import org.einthoven.ecg.NormalisedEcg;
import org.einthoven.encoder.protocol.InferenceRequest;
import org.einthoven.encoder.protocol.InferenceResponse;
import org.einthoven.encoder.protocol.Message;
import org.einthoven.encoder.protocol.ModelMetadata;
import org.einthoven.encoder.protocol.ProtocolException;
import org.einthoven.encoder.protocol.ServerMetadata;
import org.einthoven.encoder.protocol.Tensor;

/**
 * One encoder as the Open Inference Protocol shows it, for gateways on other machines. How the messages travel is the
 * caller's matter.
 */
public final class InferenceService {
    private static final String NAME = "einthoven";

    private final Windows model;
    private final ModelManifest manifest;
    private final String contentHash;
    private final String serverVersion;

    /** What reads windows. */
    @FunctionalInterface
    interface Windows {
        List<WindowOutput> outputs(List<NormalisedEcg> windows) throws EncoderException, InterruptedException;
    }

    /** @param serverVersion the program's */
    public InferenceService(TensorFlowEncoder encoder, String serverVersion) {
        this(encoder::outputs, encoder.manifest(), encoder.model().contentHash(), serverVersion);
    }

    InferenceService(Windows model, ModelManifest manifest, String contentHash, String serverVersion) {
        this.model = model;
        this.manifest = manifest;
        this.contentHash = contentHash;
        this.serverVersion = serverVersion;
    }

    public ServerMetadata server() {
        return new ServerMetadata(NAME, serverVersion, List.of(ServerMetadata.BINARY_TENSOR_DATA));
    }

    public ModelMetadata model() {
        return EcgTensors.metadata(manifest, contentHash);
    }

    /**
     * Reads the windows of a request, together with those of other requests.
     *
     * @throws ProtocolException when the request is at fault
     * @throws org.einthoven.ecg.EncoderBusyException when too many windows wait: try later
     * @throws EncoderException when the model could not read them
     */
    public Message infer(Message message) throws ProtocolException, EncoderException, InterruptedException {
        InferenceRequest request = InferenceRequest.decode(message);
        for (InferenceRequest.Output output : request.outputs()) {
            if (!EcgTensors.OUTPUTS.contains(output.name())) {
                throw new ProtocolException("the model has the outputs embedding and logits and no other");
            }
        }
        List<Tensor> outputs = EcgTensors.ofOutputs(read(EcgTensors.windows(request.inputs()))).stream()
                .filter(output -> request.wants(output.name()))
                .toList();
        return new InferenceResponse(manifest.id(), manifest.version(), request.id(), contentHash, outputs)
                .encode(request);
    }

    private List<WindowOutput> read(List<NormalisedEcg> windows)
            throws ProtocolException, EncoderException, InterruptedException {
        try {
            return model.outputs(windows);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(String.valueOf(e.getMessage()), e);
        }
    }
}
