package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the JSON says of one tensor: its values, or how many bytes behind the JSON they are. */
final class TensorJson {
    private static final String BINARY_SIZE = "binary_data_size";
    /** Rows of rows are allowed, but nobody needs many. */
    private static final int DEEPEST = 8;

    private String name = "";
    private String dataType = "";
    private @Nullable List<Long> shape;
    private float @Nullable [] data;
    private long binarySize = -1;

    private TensorJson() {}

    static TensorJson read(JsonReader json) throws IOException, ProtocolException {
        TensorJson tensor = new TensorJson();
        JsonFields.object(json, tensor::field);
        return tensor;
    }

    private void field(String key, JsonReader json) throws IOException, ProtocolException {
        switch (key) {
            case "name" -> name = JsonFields.text(json);
            case "datatype" -> dataType = JsonFields.text(json);
            case "shape" -> shape = JsonFields.list(json, JsonFields::integer);
            case "data" -> data = new Values().read(json);
            case "parameters" -> JsonFields.object(json, this::parameter);
            default -> json.skipValue();
        }
    }

    private void parameter(String key, JsonReader json) throws IOException {
        if (key.equals(BINARY_SIZE)) {
            binarySize = JsonFields.integer(json);
        } else {
            json.skipValue();
        }
    }

    /** The tensors, with the values of those that are binary taken from behind the JSON, in order. */
    static List<Tensor> resolve(List<TensorJson> tensors, ByteBuffer binary) throws ProtocolException {
        List<Tensor> resolved = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TensorJson tensor : tensors) {
            resolved.add(tensor.resolve(binary));
            if (!names.add(tensor.name)) {
                throw new ProtocolException("the tensor " + Tensor.shown(tensor.name) + " stands twice");
            }
        }
        if (binary.hasRemaining()) {
            throw new ProtocolException(binary.remaining() + " bytes follow that belong to no tensor");
        }
        return resolved;
    }

    private Tensor resolve(ByteBuffer binary) throws ProtocolException {
        String shown = "the tensor " + Tensor.shown(name);
        if (name.isEmpty() || shape == null) {
            throw new ProtocolException("a tensor has no name or no shape");
        }
        if (!dataType.equals(Tensor.FP32)) {
            throw new ProtocolException(shown + " is not of the data type " + Tensor.FP32);
        }
        if ((data == null) == (binarySize < 0)) {
            throw new ProtocolException(shown + " needs either data or " + BINARY_SIZE);
        }
        float[] values = data != null ? data : values(shown, binary);
        if (Tensor.elements(shape) != values.length) {
            throw new ProtocolException(shown + " has " + values.length + " values, not those of its shape");
        }
        return new Tensor(name, shape, values);
    }

    private float[] values(String shown, ByteBuffer binary) throws ProtocolException {
        if (binarySize > binary.remaining() || binarySize % Float.BYTES != 0) {
            throw new ProtocolException(shown + " names " + binarySize + " bytes of binary data, of which "
                    + binary.remaining() + " are there, or which are no whole values");
        }
        float[] values = new float[(int) binarySize / Float.BYTES];
        binary.asFloatBuffer().get(values);
        binary.position(binary.position() + (int) binarySize);
        return values;
    }

    static void write(JsonWriter json, Tensor tensor, boolean binary) throws IOException {
        json.beginObject().name("name").value(tensor.name()).name("shape").beginArray();
        for (long length : tensor.shape()) {
            json.value(length);
        }
        json.endArray().name("datatype").value(Tensor.FP32);
        if (binary) {
            json.name("parameters").beginObject().name(BINARY_SIZE).value(Message.size(tensor));
            json.endObject();
        } else {
            json.name("data").beginArray();
            for (float value : tensor.values()) {
                json.value(value);
            }
            json.endArray();
        }
        json.endObject();
    }

    /** Numbers of nested arrays, one after the other. Grows with what is there, not with what is announced. */
    private static final class Values {
        private float[] values = new float[64];
        private int count;

        float[] read(JsonReader json) throws IOException, ProtocolException {
            array(json, 1);
            return Arrays.copyOf(values, count);
        }

        private void array(JsonReader json, int depth) throws IOException, ProtocolException {
            if (depth > DEEPEST) {
                throw new ProtocolException("the data of a tensor is nested more than " + DEEPEST + " deep");
            }
            json.beginArray();
            while (json.hasNext()) {
                if (json.peek() == JsonToken.BEGIN_ARRAY) {
                    array(json, depth + 1);
                } else {
                    add(JsonFields.number(json));
                }
            }
            json.endArray();
        }

        private void add(float value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }
    }
}
