package org.einthoven.dicom;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of characters that a text begins with or switches to by an escape sequence (ISO 2022; PS3.3 tables C.12-2 to C.12-4).
 *
 * @param charset the JDK's charset that decodes it
 * @param high whether it fills the codes 0xA0 to 0xFF (G1) rather than 0x21 to 0x7E (G0)
 * @param width the bytes of a character: 1 or 2
 * @param prefix bytes that make a code one of the JDK's charset: 0x8F before JIS X 0212 in EUC-JP, else none
 */
record CodeElement(String term, Charset charset, boolean high, int width, int prefix) {
    static final CodeElement ASCII = new CodeElement("ISO_IR 6", StandardCharsets.US_ASCII, false, 1, 0);

    /** ISO-IR 14: ASCII but for the yen sign and the overline. */
    static final @Nullable CodeElement ROMAJI = element("ISO_IR 14", "JIS_X0201", false, 1, 0);

    /** Escape sequence without its ESC → set. */
    private static final Map<String, CodeElement> BY_ESCAPE = new HashMap<>();

    private static final Map<String, CodeElement> BY_TERM = new HashMap<>();

    static {
        register("6", "(B", ASCII);
        register("13", ")I", element("ISO_IR 13", "JIS_X0201", true, 1, 0));
        register("14", "(J", ROMAJI);
        registerLatin("100", "-A", "ISO-8859-1");
        registerLatin("101", "-B", "ISO-8859-2");
        registerLatin("109", "-C", "ISO-8859-3");
        registerLatin("110", "-D", "ISO-8859-4");
        registerLatin("144", "-L", "ISO-8859-5");
        registerLatin("127", "-G", "ISO-8859-6");
        registerLatin("126", "-F", "ISO-8859-7");
        registerLatin("138", "-H", "ISO-8859-8");
        registerLatin("148", "-M", "ISO-8859-9");
        registerLatin("203", "-b", "ISO-8859-15");
        registerLatin("166", "-T", "TIS-620");
        register("87", "$B", element("ISO 2022 IR 87", "EUC-JP", false, 2, 0));
        register("159", "$(D", element("ISO 2022 IR 159", "EUC-JP", false, 2, 0x8F));
        register("149", "$)C", element("ISO 2022 IR 149", "EUC-KR", true, 2, 0));
        register("58", "$)A", element("ISO 2022 IR 58", "GB2312", true, 2, 0));
    }

    private static void registerLatin(String number, String escape, String charset) {
        register(number, escape, element("ISO_IR " + number, charset, true, 1, 0));
    }

    private static void register(String number, String escape, @Nullable CodeElement element) {
        if (element != null) {
            BY_TERM.put(number, element);
            BY_ESCAPE.put(escape, element);
        }
    }

    /** Null where the JDK at hand lacks the charset, as a runtime image cut to size may. */
    private static @Nullable CodeElement element(String term, String charset, boolean high, int width, int prefix) {
        Charset found = charset(charset);
        return found == null ? null : new CodeElement(term, found, high, width, prefix);
    }

    /** The set of a defined term, {@code ISO_IR 100} or {@code ISO 2022 IR 100}, or null; an empty term is the default repertoire. */
    static @Nullable CodeElement of(String term) {
        String normal = normal(term);
        if (normal.isEmpty()) {
            return ASCII;
        }
        int number = normal.startsWith("ISO2022IR") ? 9 : normal.startsWith("ISOIR") ? 5 : -1;
        return number < 0 ? null : BY_TERM.get(normal.substring(number));
    }

    /** The charset of a term that excludes code extensions, or null. */
    static @Nullable Charset withoutExtensions(String term) {
        return switch (normal(term)) {
            case "ISOIR192", "UTF8" -> StandardCharsets.UTF_8;
            case "GB18030" -> charset("GB18030");
            case "GBK" -> charset("GBK");
            // Not a defined term of DICOM; used in Taiwan.
            case "BIG5" -> charset("Big5");
            default -> null;
        };
    }

    /** Blanks, hyphens and underscores are confused in practice. */
    private static String normal(String term) {
        return term.replaceAll("[ _-]", "").toUpperCase(Locale.ROOT);
    }

    /** The set that an escape sequence at the place chooses, or null; the length of the sequence is {@link #escapeLength}. */
    static @Nullable CodeElement atEscape(byte[] bytes, int escape, int end) {
        int length = escapeLength(bytes, escape, end);
        StringBuilder sequence = new StringBuilder(3);
        for (int i = escape + 1; i < Math.min(end, escape + length); i++) {
            sequence.append((char) (bytes[i] & 0xFF));
        }
        return BY_ESCAPE.get(sequence.toString());
    }

    /** ESC, intermediate bytes 0x20 to 0x2F, a final byte (ISO 2022). */
    static int escapeLength(byte[] bytes, int escape, int end) {
        int next = escape + 1;
        while (next < end && bytes[next] >= 0x20 && bytes[next] <= 0x2F) {
            next++;
        }
        return Math.min(end, next + 1) - escape;
    }

    private static @Nullable Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            return null;
        }
    }

    boolean isRomaji() {
        return charset.name().equals("JIS_X0201");
    }

    boolean isLatin1() {
        return charset == StandardCharsets.ISO_8859_1;
    }

    /** One character from the bytes at the place, of which there are {@link #width}. */
    String decode(byte[] bytes, int at) {
        if (width == 1) {
            return new String(bytes, at, 1, charset);
        }
        byte[] code = {(byte) prefix, (byte) (bytes[at] | 0x80), (byte) (bytes[at + 1] | 0x80)};
        int start = prefix == 0 ? 1 : 0;
        return new String(code, start, 3 - start, charset);
    }

    /** The text's bytes without escape sequences, or null where the set lacks a character. */
    byte @Nullable [] encode(String text) {
        return width == 1 || high ? SpecificCharacterSet.encode(text, charset) : null;
    }
}
