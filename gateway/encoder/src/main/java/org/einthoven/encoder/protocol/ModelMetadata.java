package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of a model: {@code GET v2/models/NAME}.
 *
 * @param versions that may be asked for; empty where the server does not say
 * @param contentHash SHA-256 of the model's files in lower-case hex, the parameter {@value #CONTENT_HASH}, which
 *     Einthoven's server adds; null from others
 */
public record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorMetadata> inputs,
        List<TensorMetadata> outputs,
        @Nullable String contentHash) {
    static final String CONTENT_HASH = "content_hash";

    public ModelMetadata {
        versions = List.copyOf(versions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public Message encode() {
        return Message.json(JsonText.object(this::write));
    }

    private void write(JsonWriter json) throws IOException {
        json.name("name").value(name).name("versions").beginArray();
        for (String version : versions) {
            json.value(version);
        }
        json.endArray().name("platform").value(platform);
        write(json.name("inputs"), inputs);
        write(json.name("outputs"), outputs);
        if (contentHash != null) {
            json.name("parameters").beginObject().name(CONTENT_HASH).value(contentHash);
            json.endObject();
        }
    }

    private static void write(JsonWriter json, List<TensorMetadata> tensors) throws IOException {
        json.beginArray();
        for (TensorMetadata tensor : tensors) {
            tensor.write(json);
        }
        json.endArray();
    }

    public static ModelMetadata decode(Message message) throws ProtocolException {
        Fields fields = new Fields();
        JsonFields.document("model's metadata", message, fields::read);
        return new ModelMetadata(
                fields.name, fields.versions, fields.platform, fields.inputs, fields.outputs, fields.contentHash);
    }

    /** The content hash among parameters, or null. */
    static @Nullable String contentHash(JsonReader json) throws IOException, ProtocolException {
        String[] hash = new String[1];
        JsonFields.object(json, (key, value) -> {
            if (key.equals(CONTENT_HASH)) {
                hash[0] = JsonFields.text(value);
            } else {
                value.skipValue();
            }
        });
        return hash[0];
    }

    /** The fields as they come. */
    private static final class Fields {
        private String name = "";
        private List<String> versions = List.of();
        private String platform = "";
        private List<TensorMetadata> inputs = List.of();
        private List<TensorMetadata> outputs = List.of();
        private @Nullable String contentHash;

        void read(String key, JsonReader json) throws IOException, ProtocolException {
            switch (key) {
                case "name" -> name = JsonFields.text(json);
                case "versions" -> versions = JsonFields.list(json, JsonFields::text);
                case "platform" -> platform = JsonFields.text(json);
                case "inputs" -> inputs = JsonFields.list(json, TensorMetadata::read);
                case "outputs" -> outputs = JsonFields.list(json, TensorMetadata::read);
                case "parameters" -> contentHash = contentHash(json);
                default -> json.skipValue();
            }
        }
    }
}
