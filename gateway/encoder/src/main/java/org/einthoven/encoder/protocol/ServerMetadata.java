package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * What a server says of itself: {@code GET v2}.
 *
 * @param extensions of the protocol that it understands
 */
public record ServerMetadata(String name, String version, List<String> extensions) {
    /** Tensors as bytes behind the JSON. */
    public static final String BINARY_TENSOR_DATA = "binary_tensor_data";

    public ServerMetadata {
        extensions = List.copyOf(extensions);
    }

    public boolean takesBinaryTensors() {
        return extensions.contains(BINARY_TENSOR_DATA);
    }

    public Message encode() {
        return Message.json(JsonText.object(this::write));
    }

    private void write(JsonWriter json) throws IOException {
        json.name("name").value(name).name("version").value(version).name("extensions");
        json.beginArray();
        for (String extension : extensions) {
            json.value(extension);
        }
        json.endArray();
    }

    public static ServerMetadata decode(Message message) throws ProtocolException {
        Fields fields = new Fields();
        JsonFields.document("server's metadata", message, fields::read);
        return new ServerMetadata(fields.name, fields.version, fields.extensions);
    }

    /** The fields as they come. */
    private static final class Fields {
        private String name = "";
        private String version = "";
        private List<String> extensions = List.of();

        void read(String key, JsonReader json) throws IOException, ProtocolException {
            switch (key) {
                case "name" -> name = JsonFields.text(json);
                case "version" -> version = JsonFields.text(json);
                case "extensions" -> extensions = JsonFields.list(json, JsonFields::text);
                default -> json.skipValue();
            }
        }
    }
}
