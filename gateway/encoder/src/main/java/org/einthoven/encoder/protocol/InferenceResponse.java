package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model gave.
 *
 * @param modelVersion null where a server has no versions
 * @param id the request's; null where it had none
 * @param contentHash SHA-256 of the model that gave it, as {@link ModelMetadata#contentHash}; null from other servers
 *     than Einthoven's
 */
public record InferenceResponse(
        String modelName,
        @Nullable String modelVersion,
        @Nullable String id,
        @Nullable String contentHash,
        List<Tensor> outputs) {
    public InferenceResponse {
        outputs = List.copyOf(outputs);
    }

    /** The response in the form that the request asks for. */
    public Message encode(InferenceRequest request) {
        byte[] json = JsonText.object(out -> write(out, request));
        return Message.of(
                json,
                outputs.stream()
                        .filter(output -> request.wantsBinary(output.name()))
                        .toList());
    }

    private void write(JsonWriter json, InferenceRequest request) throws IOException {
        json.name("model_name").value(modelName);
        if (modelVersion != null) {
            json.name("model_version").value(modelVersion);
        }
        if (id != null) {
            json.name("id").value(id);
        }
        if (contentHash != null) {
            json.name("parameters")
                    .beginObject()
                    .name(ModelMetadata.CONTENT_HASH)
                    .value(contentHash);
            json.endObject();
        }
        json.name("outputs").beginArray();
        for (Tensor output : outputs) {
            TensorJson.write(json, output, request.wantsBinary(output.name()));
        }
        json.endArray();
    }

    public static InferenceResponse decode(Message message) throws ProtocolException {
        Fields fields = new Fields();
        JsonFields.document("response", message, fields::read);
        if (fields.modelName == null || fields.outputs == null) {
            throw new ProtocolException("the response has no model_name or no outputs");
        }
        return new InferenceResponse(
                fields.modelName,
                fields.modelVersion,
                fields.id,
                fields.contentHash,
                TensorJson.resolve(fields.outputs, message.binary()));
    }

    /** The response's fields as they come. */
    private static final class Fields {
        private @Nullable String modelName;
        private @Nullable String modelVersion;
        private @Nullable String id;
        private @Nullable String contentHash;
        private @Nullable List<TensorJson> outputs;

        void read(String key, JsonReader json) throws IOException, ProtocolException {
            switch (key) {
                case "model_name" -> modelName = JsonFields.text(json);
                case "model_version" -> modelVersion = JsonFields.text(json);
                case "id" -> id = JsonFields.text(json);
                case "parameters" -> contentHash = ModelMetadata.contentHash(json);
                case "outputs" -> outputs = JsonFields.list(json, TensorJson::read);
                default -> json.skipValue();
            }
        }
    }
}
