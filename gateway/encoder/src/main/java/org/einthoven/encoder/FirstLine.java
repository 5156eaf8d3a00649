package org.einthoven.encoder;

import org.jspecify.annotations.Nullable;

/** What a native runtime's error says, in one line: its messages go on with traces of the graph. */
final class FirstLine {
    private static final int LONGEST = 500;

    private FirstLine() {}

    static String of(Throwable error) {
        @Nullable String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElseThrow();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
