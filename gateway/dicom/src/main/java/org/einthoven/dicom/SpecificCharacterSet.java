package org.einthoven.dicom;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a data set are encoded: Specific Character Set (0008,0005), PS3.3 section C.12.1.1.2 and PS3.5 section 6.1.
 *
 * <p>Nothing declared, or something unknown, never fails a text: bytes that are valid UTF-8 are read as such, others as ISO 8859-1.
 */
public final class SpecificCharacterSet {
    /** Nothing declared: the default repertoire, ISO-IR 6. */
    public static final SpecificCharacterSet DEFAULT =
            new SpecificCharacterSet(List.of(CodeElement.ASCII), null, List.of());

    private static final String ATTRIBUTE = Tag.describe(Tag.SpecificCharacterSet);
    private static final String UNDECLARED = ATTRIBUTE
            + " is absent or names ASCII alone, but texts have other characters; they are read as UTF-8 or ISO 8859-1.";
    private static final String OTHERWISE =
            ATTRIBUTE + " names another set than texts are in; they are read as UTF-8 or ISO 8859-1.";
    private static final String BROKEN =
            ATTRIBUTE + " names a set in which texts have bytes that are no character; each is read as U+FFFD.";
    private static final char REPLACEMENT = '\uFFFD';

    private final List<CodeElement> codeElements;
    private final @Nullable Charset whole;
    private final List<String> unknownTerms;

    private SpecificCharacterSet(List<CodeElement> codeElements, @Nullable Charset whole, List<String> unknownTerms) {
        this.codeElements = List.copyOf(codeElements);
        this.whole = whole;
        this.unknownTerms = List.copyOf(unknownTerms);
    }

    /** The character set of these defined terms, in their order; none means the default repertoire. */
    public static SpecificCharacterSet of(List<String> terms) {
        List<CodeElement> codeElements = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String term : terms) {
            Charset multiByte = CodeElement.withoutExtensions(term);
            if (multiByte != null) {
                // These exclude code extensions, so that what else is declared cannot apply.
                return new SpecificCharacterSet(List.of(CodeElement.ASCII), multiByte, unknown);
            }
            CodeElement codeElement = CodeElement.of(term);
            if (codeElement == null) {
                unknown.add(term);
            } else {
                codeElements.add(codeElement);
            }
        }
        return codeElements.isEmpty() && unknown.isEmpty()
                ? DEFAULT
                : new SpecificCharacterSet(
                        codeElements.isEmpty() ? List.of(CodeElement.ASCII) : codeElements, null, unknown);
    }

    /** The declared terms that this JDK or the standard does not know. */
    public List<String> unknownTerms() {
        return unknownTerms;
    }

    /**
     * A text, and how it lies outside of what is declared.
     *
     * @param misfit null where it is as declared
     */
    private record Reading(String text, @Nullable String misfit) {}

    String decode(byte[] bytes, int offset, int length, VR vr) {
        return read(bytes, offset, length, vr).text();
    }

    /** How a text lies outside of the set, in a sentence without the text, or null where it does not. */
    @Nullable
    String misfit(DicomValue value) {
        return read(value.source(), value.offset(), value.length(), value.vr()).misfit();
    }

    private Reading read(byte[] bytes, int offset, int length, VR vr) {
        if (isPlain(bytes, offset, length)) {
            return new Reading(new String(bytes, offset, length, StandardCharsets.ISO_8859_1), null);
        }
        if (whole != null) {
            return multiByte(bytes, offset, length, whole);
        }
        CodeElement first = codeElements.get(0);
        boolean single = codeElements.size() == 1 && !hasEscape(bytes, offset, length);
        if (first == CodeElement.ASCII && single) {
            // An unknown term has a note of its own.
            return new Reading(undeclared(bytes, offset, length), unknownTerms.isEmpty() ? UNDECLARED : null);
        }
        String utf8 = single && first.isLatin1() ? utf8(bytes, offset, length) : null;
        return utf8 == null
                ? broken(new CodeExtensions(first, vr).decode(bytes, offset, length))
                : new Reading(utf8, OTHERWISE);
    }

    private static Reading multiByte(byte[] bytes, int offset, int length, Charset charset) {
        Reading reading = broken(new String(bytes, offset, length, charset));
        if (reading.misfit() == null || charset == StandardCharsets.UTF_8 && hasOtherThanAscii(reading.text())) {
            // A name that was cut off in the middle of a character is one still.
            return reading;
        }
        String utf8 = utf8(bytes, offset, length);
        if (utf8 == null && charset != StandardCharsets.UTF_8) {
            return reading;
        }
        return new Reading(undeclared(bytes, offset, length), OTHERWISE);
    }

    private static Reading broken(String text) {
        return new Reading(text, text.indexOf(REPLACEMENT) < 0 ? null : BROKEN);
    }

    private static boolean hasOtherThanAscii(String text) {
        return text.chars().anyMatch(c -> c >= 0x80 && c != REPLACEMENT);
    }

    /** ASCII without escapes, which is the same in every set but that of ISO-IR 14, where two characters differ. */
    private boolean isPlain(byte[] bytes, int offset, int length) {
        boolean romaji = codeElements.get(0).isRomaji();
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0 || bytes[i] == 0x1B || romaji && (bytes[i] == '\\' || bytes[i] == '~')) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEscape(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0x1B) {
                return true;
            }
        }
        return false;
    }

    private static String undeclared(byte[] bytes, int offset, int length) {
        String utf8 = utf8(bytes, offset, length);
        return utf8 == null ? new String(bytes, offset, length, StandardCharsets.ISO_8859_1) : utf8;
    }

    /** The text where it is valid UTF-8, which one in another set is hardly ever. */
    private static @Nullable String utf8(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The text's bytes, or null where the set lacks a character; code extensions are not written. */
    byte @Nullable [] encode(String text) {
        if (whole != null) {
            return encode(text, whole);
        }
        return codeElements.get(0).encode(text);
    }

    /** The text's bytes, or null where the charset lacks a character. */
    static byte @Nullable [] encode(String text, Charset charset) {
        try {
            ByteBuffer bytes = charset.newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
