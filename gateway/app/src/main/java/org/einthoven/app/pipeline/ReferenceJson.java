package org.einthoven.app.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** References as JSON: what a queue carries. */
final class ReferenceJson {
    /** A newer gateway may have written more fields into a message than this one knows. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReferenceJson() {}

    static byte[] write(Object reference) {
        try {
            return MAPPER.writeValueAsBytes(reference);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reference is always JSON", e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws UnreadableReferenceException {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UnreadableReferenceException("a queue holds a message that is no " + type.getSimpleName());
        }
    }
}
