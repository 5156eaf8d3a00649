package org.einthoven.encoder.protocol;

import org.jspecify.annotations.Nullable;

/** How a server says that it refuses: {@code {"error": "…"}}. */
public final class ErrorMessage {
    private ErrorMessage() {}

    public static Message of(String sentence) {
        return Message.json(JsonText.object(json -> json.name("error").value(sentence)));
    }

    /** What a body says, if it is an error message at all. */
    public static @Nullable String read(Message message) {
        String[] found = new String[1];
        try {
            JsonFields.document("error message", message, (key, json) -> {
                if (key.equals("error")) {
                    found[0] = JsonFields.text(json);
                } else {
                    json.skipValue();
                }
            });
        } catch (ProtocolException e) {
            return null;
        }
        return found[0];
    }
}
