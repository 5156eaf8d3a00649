package org.einthoven.dicom;

import org.jspecify.annotations.Nullable;

/** Decodes one text with the escape sequences of ISO 2022 (PS3.5 section 6.1.2.5): which sets fill the lower and the upper codes changes on the way. */
final class CodeExtensions {
    private static final int ESCAPE = 0x1B;

    private final @Nullable CodeElement initialLow;
    private final @Nullable CodeElement initialHigh;
    private final VR vr;
    private final StringBuilder text = new StringBuilder();
    private @Nullable CodeElement low;
    private @Nullable CodeElement high;

    CodeExtensions(CodeElement first, VR vr) {
        // A set of the upper codes comes with ASCII below, that of katakana with the Japanese variant of it (PS3.3
        // table C.12-2). A
        // two-byte set of the lower codes is entered by its escape sequence only.
        this.initialLow = first.high() && first.isRomaji() ? CodeElement.ROMAJI : CodeElement.ASCII;
        this.initialHigh = first.high() ? first : null;
        this.vr = vr;
        reset();
    }

    private void reset() {
        low = initialLow;
        high = initialHigh;
    }

    String decode(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int next = offset;
        while (next < end) {
            next = bytes[next] == ESCAPE ? escape(bytes, next, end) : character(bytes, next, end);
        }
        return text.toString();
    }

    private int escape(byte[] bytes, int at, int end) {
        CodeElement chosen = CodeElement.atEscape(bytes, at, end);
        if (chosen == null) {
            text.append('\uFFFD');
        } else if (chosen.high()) {
            high = chosen;
        } else {
            low = chosen;
        }
        return at + CodeElement.escapeLength(bytes, at, end);
    }

    private int character(byte[] bytes, int at, int end) {
        int code = bytes[at] & 0xFF;
        CodeElement set = code < 0x80 ? low : high;
        if (set != null && set.width() == 2 && code > 0x20 && at + 1 < end) {
            text.append(set.decode(bytes, at));
            return at + 2;
        }
        if (isDelimiter(code)) {
            text.append((char) code);
            reset();
        } else {
            text.append(single(set, bytes, at));
        }
        return at + 1;
    }

    private static String single(@Nullable CodeElement set, byte[] bytes, int at) {
        if (set == null || set.width() == 2) {
            return bytes[at] >= 0 && bytes[at] <= 0x20 ? String.valueOf((char) bytes[at]) : "\uFFFD";
        }
        return set.decode(bytes, at);
    }

    /** After these the sets that the text began with apply again. */
    private boolean isDelimiter(int code) {
        return switch (code) {
            case '\t', '\n', '\f', '\r' -> true;
            case '\\' -> vr.isMultiValued();
            case '^', '=' -> vr == VR.PN;
            default -> false;
        };
    }
}
