package org.einthoven.dicomweb;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store request is answered. */
public final class StowResponse {
    private final int status;
    private final String contentType;
    private final byte[] body;
    private final @Nullable Duration retryAfter;
    private final boolean bodyRead;

    StowResponse(int status, String contentType, byte[] body, @Nullable Duration retryAfter, boolean bodyRead) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.retryAfter = retryAfter;
        this.bodyRead = bodyRead;
    }

    static StowResponse text(int status, String sentence, @Nullable Duration retryAfter) {
        return new StowResponse(
                status,
                "text/plain; charset=utf-8",
                (sentence + "\n").getBytes(StandardCharsets.UTF_8),
                retryAfter,
                false);
    }

    /** The status of HTTP (PS3.18 table 10.5.3-1). */
    public int status() {
        return status;
    }

    /** The Store Instances Response Module as JSON or XML, or a sentence as text; not a copy. */
    public byte[] body() {
        return body;
    }

    /** The headers that belong to the answer. Where the request was not read to its end, the connection is to be closed. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        if (!bodyRead) {
            headers.put("Connection", "close");
        }
        return headers;
    }
}
