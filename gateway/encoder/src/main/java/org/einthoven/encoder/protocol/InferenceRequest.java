package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a model: {@code POST v2/models/NAME/infer}.
 *
 * @param id null for none; the response repeats it
 * @param outputs which the client wants; empty for all
 * @param binaryOutputs whether outputs come as binary data where {@link #outputs} does not say
 */
public record InferenceRequest(@Nullable String id, List<Tensor> inputs, List<Output> outputs, boolean binaryOutputs) {
    private static final String BINARY_OUTPUT = "binary_data_output";
    private static final String BINARY = "binary_data";

    public InferenceRequest {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * An output that a client wants.
     *
     * @param binary whether as binary data; null leaves it to the request
     */
    public record Output(String name, @Nullable Boolean binary) {}

    public boolean wants(String output) {
        return outputs.isEmpty() || outputs.stream().anyMatch(o -> o.name().equals(output));
    }

    boolean wantsBinary(String output) {
        for (Output wanted : outputs) {
            if (wanted.name().equals(output) && wanted.binary() != null) {
                return wanted.binary();
            }
        }
        return binaryOutputs;
    }

    /** @param binary whether the inputs are sent as binary data: only to a server that announces the extension */
    public Message encode(boolean binary) {
        byte[] json = JsonText.object(out -> write(out, binary));
        return Message.of(json, binary ? inputs : List.of());
    }

    private void write(JsonWriter json, boolean binary) throws IOException {
        if (id != null) {
            json.name("id").value(id);
        }
        if (binaryOutputs) {
            json.name("parameters").beginObject().name(BINARY_OUTPUT).value(true);
            json.endObject();
        }
        json.name("inputs").beginArray();
        for (Tensor input : inputs) {
            TensorJson.write(json, input, binary);
        }
        json.endArray();
    }

    public static InferenceRequest decode(Message message) throws ProtocolException {
        Fields fields = new Fields();
        JsonFields.document("request", message, fields::read);
        if (fields.inputs == null) {
            throw new ProtocolException("the request has no inputs");
        }
        return new InferenceRequest(
                fields.id, TensorJson.resolve(fields.inputs, message.binary()), fields.outputs, fields.binaryOutputs);
    }

    /** The request's fields as they come. */
    private static final class Fields {
        private @Nullable String id;
        private @Nullable List<TensorJson> inputs;
        private List<Output> outputs = new ArrayList<>();
        private boolean binaryOutputs;

        void read(String key, JsonReader json) throws IOException, ProtocolException {
            switch (key) {
                case "id" -> id = JsonFields.text(json);
                case "inputs" -> inputs = JsonFields.list(json, TensorJson::read);
                case "outputs" -> outputs = JsonFields.list(json, Fields::output);
                case "parameters" -> JsonFields.object(json, this::parameter);
                default -> json.skipValue();
            }
        }

        private void parameter(String key, JsonReader json) throws IOException {
            if (key.equals(BINARY_OUTPUT)) {
                binaryOutputs = json.nextBoolean();
            } else {
                json.skipValue();
            }
        }

        private static Output output(JsonReader json) throws IOException, ProtocolException {
            String[] name = {""};
            Boolean[] binary = new Boolean[1];
            JsonFields.object(json, (key, value) -> {
                switch (key) {
                    case "name" -> name[0] = JsonFields.text(value);
                    case "parameters" -> binary[0] = binary(value);
                    default -> value.skipValue();
                }
            });
            return new Output(name[0], binary[0]);
        }

        private static @Nullable Boolean binary(JsonReader json) throws IOException, ProtocolException {
            Boolean[] binary = new Boolean[1];
            JsonFields.object(json, (key, value) -> {
                if (key.equals(BINARY)) {
                    binary[0] = value.nextBoolean();
                } else {
                    value.skipValue();
                }
            });
            return binary[0];
        }
    }
}
