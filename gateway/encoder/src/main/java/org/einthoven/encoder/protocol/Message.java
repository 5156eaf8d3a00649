package org.einthoven.encoder.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP body: JSON alone, or JSON and the tensors' bytes behind it.
 *
 * @param body this record's own
 * @param jsonLength what the header {@value #JSON_LENGTH_HEADER} says; absent where the whole body is JSON
 */
public record Message(byte[] body, OptionalInt jsonLength) {
    /** The length of the JSON in bytes, where binary data follows it (Triton, binary tensor data extension). */
    public static final String JSON_LENGTH_HEADER = "Inference-Header-Content-Length";

    public Message {
        if (jsonLength.isPresent() && (jsonLength.getAsInt() < 0 || jsonLength.getAsInt() > body.length)) {
            throw new IllegalArgumentException("a JSON of " + jsonLength.getAsInt()
                    + " bytes does not lie in a body of " + body.length + " bytes");
        }
    }

    public static Message json(byte[] body) {
        return new Message(body, OptionalInt.empty());
    }

    /**
     * A body that was received.
     *
     * @param jsonLength the value of the header {@value #JSON_LENGTH_HEADER}; null where there was none
     */
    public static Message received(byte[] body, @Nullable String jsonLength) throws ProtocolException {
        if (jsonLength == null) {
            return json(body);
        }
        try {
            return new Message(body, OptionalInt.of(Integer.parseInt(jsonLength.strip())));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    JSON_LENGTH_HEADER + " is not a length between 0 and the body's " + body.length + " bytes", e);
        }
    }

    /** JSON, and behind it the values of some tensors: little-endian, without gaps, in this order. */
    static Message of(byte[] json, List<Tensor> binary) {
        if (binary.isEmpty()) {
            return json(json);
        }
        int size = json.length + binary.stream().mapToInt(Message::size).sum();
        ByteBuffer body =
                ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(json);
        for (Tensor tensor : binary) {
            body.asFloatBuffer().put(tensor.values());
            body.position(body.position() + size(tensor));
        }
        return new Message(body.array(), OptionalInt.of(json.length));
    }

    static int size(Tensor tensor) {
        return Math.multiplyExact(tensor.values().length, Float.BYTES);
    }

    int jsonBytes() {
        return jsonLength.orElse(body.length);
    }

    /** What lies behind the JSON. */
    ByteBuffer binary() {
        return ByteBuffer.wrap(body, jsonBytes(), body.length - jsonBytes())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The HTTP content type. */
    public String contentType() {
        return jsonLength.isPresent() ? "application/octet-stream" : "application/json";
    }
}
