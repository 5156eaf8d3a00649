package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * What a model takes or gives.
 *
 * @param dataType {@link Tensor#FP32} and others
 * @param shape -1 for a length that varies
 */
public record TensorMetadata(String name, String dataType, List<Long> shape) {
    public TensorMetadata {
        shape = List.copyOf(shape);
    }

    void write(JsonWriter json) throws IOException {
        json.beginObject().name("name").value(name).name("datatype").value(dataType);
        json.name("shape").beginArray();
        for (long length : shape) {
            json.value(length);
        }
        json.endArray().endObject();
    }

    static TensorMetadata read(JsonReader json) throws IOException, ProtocolException {
        Fields fields = new Fields();
        JsonFields.object(json, fields::read);
        return new TensorMetadata(fields.name, fields.dataType, fields.shape);
    }

    /** The fields as they come. */
    private static final class Fields {
        private String name = "";
        private String dataType = "";
        private List<Long> shape = List.of();

        void read(String key, JsonReader json) throws IOException, ProtocolException {
            switch (key) {
                case "name" -> name = JsonFields.text(json);
                case "datatype" -> dataType = JsonFields.text(json);
                case "shape" -> shape = JsonFields.list(json, JsonFields::integer);
                default -> json.skipValue();
            }
        }
    }
}
