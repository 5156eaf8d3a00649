package org.einthoven.encoder.protocol;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the protocol's JSON as a stream, since tensors are long. What it does not know it skips. */
final class JsonFields {
    private JsonFields() {}

    /** What happens with the value of a key: it must be read or skipped. */
    @FunctionalInterface
    interface FieldReader {
        void read(String key, JsonReader json) throws IOException, ProtocolException;
    }

    /** Reads something from JSON. */
    @FunctionalInterface
    interface ItemReader<T> {
        T read(JsonReader json) throws IOException, ProtocolException;
    }

    /**
     * Reads a whole document that is one object.
     *
     * @param what completes the sentence "the … is not …": "request"
     */
    static void document(String what, Message message, FieldReader reader) throws ProtocolException {
        var bytes = new ByteArrayInputStream(message.body(), 0, message.jsonBytes());
        try (JsonReader json = new JsonReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            json.setStrictness(Strictness.STRICT);
            object(json, reader);
            // A strict reader fails here when anything follows.
            var unused = json.peek();
        } catch (IOException | IllegalStateException | NumberFormatException | JsonParseException e) {
            throw new ProtocolException(
                    "the " + what + " is not JSON, or a value in it is of another type than the protocol says", e);
        }
    }

    static void object(JsonReader json, FieldReader reader) throws IOException, ProtocolException {
        Set<String> seen = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (!seen.add(key)) {
                throw new ProtocolException("a key of the JSON stands twice: " + Tensor.shown(key));
            }
            reader.read(key, json);
        }
        json.endObject();
    }

    static <T> List<T> list(JsonReader json, ItemReader<T> reader) throws IOException, ProtocolException {
        List<T> items = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            items.add(reader.read(json));
        }
        json.endArray();
        return items;
    }

    /** Gson would make a text of a number. */
    static String text(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.STRING) {
            throw new IllegalStateException("not a text");
        }
        return json.nextString();
    }

    /** Gson would make a number of a text. */
    static long integer(JsonReader json) throws IOException {
        requireNumber(json);
        return json.nextLong();
    }

    /** The float that the digits are nearest to; infinite where they are beyond its range. */
    static float number(JsonReader json) throws IOException {
        requireNumber(json);
        return Float.parseFloat(json.nextString());
    }

    private static void requireNumber(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.NUMBER) {
            throw new IllegalStateException("not a number");
        }
    }
}
