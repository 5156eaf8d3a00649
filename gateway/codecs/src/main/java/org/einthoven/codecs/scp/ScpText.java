package org.einthoven.codecs.scp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a record, in the character set that the language support code of its recorder names (annex A): ASCII, a part of
 * ISO 8859, or one for East Asia.
 *
 * <p>Many recorders write names beyond ASCII and still declare ASCII: what is valid UTF-8 is read so, else as ISO 8859-1, and
 * {@link #assumed()} tells it. Escape sequences of annex A are not followed.
 */
final class ScpText {
    private static final Map<Integer, String> CHARACTER_SETS = Map.ofEntries(
            Map.entry(0x03, "ISO-8859-2"),
            Map.entry(0x0b, "ISO-8859-4"),
            Map.entry(0x13, "ISO-8859-5"),
            Map.entry(0x1b, "ISO-8859-6"),
            Map.entry(0x23, "ISO-8859-7"),
            Map.entry(0x2b, "ISO-8859-8"),
            Map.entry(0x33, "TIS-620"),
            Map.entry(0x3b, "ISO-8859-15"),
            Map.entry(0x07, "UTF-16LE"),
            Map.entry(0x0f, "Shift_JIS"),
            Map.entry(0x17, "EUC-JP"),
            Map.entry(0x1f, "EUC-JP"),
            Map.entry(0x27, "GB2312"),
            Map.entry(0x2f, "EUC-KR"),
            Map.entry(0x37, "UTF-8"));

    private final @Nullable Charset declared;
    private boolean assumed;

    private ScpText(@Nullable Charset declared) {
        this.declared = declared;
    }

    /** @param languageSupportCode byte 17 of the recorder's identification; 0 where there is none, which means ASCII */
    static ScpText of(int languageSupportCode) {
        if ((languageSupportCode & 3) == 1) {
            return new ScpText(StandardCharsets.ISO_8859_1);
        }
        String name = CHARACTER_SETS.get(languageSupportCode);
        return new ScpText(name != null && Charset.isSupported(name) ? Charset.forName(name) : null);
    }

    /** Whether a text was met that its declared character set cannot hold, so that another was assumed. */
    boolean assumed() {
        return assumed;
    }

    /** The text up to its NUL; null where nothing is left but blanks. */
    @Nullable
    String first(byte[] bytes) {
        List<String> parts = parts(bytes);
        return parts.isEmpty() || parts.get(0).isEmpty() ? null : parts.get(0);
    }

    /** All texts that NULs part. */
    List<String> parts(byte[] bytes) {
        List<String> parts = new ArrayList<>();
        for (String part : decode(bytes).split("\0", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }

    private String decode(byte[] bytes) {
        if (declared != null) {
            return new String(bytes, declared);
        }
        for (byte b : bytes) {
            if (b < 0) {
                assumed = true;
                return utf8OrLatin1(bytes);
            }
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static String utf8OrLatin1(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
