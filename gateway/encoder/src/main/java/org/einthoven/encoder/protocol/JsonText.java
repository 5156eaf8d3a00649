package org.einthoven.encoder.protocol;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON into memory. */
final class JsonText {
    private JsonText() {}

    /** Writes what stands between the braces. */
    @FunctionalInterface
    interface Content {
        void write(JsonWriter json) throws IOException;
    }

    static byte[] object(Content content) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            content.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written into it", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
