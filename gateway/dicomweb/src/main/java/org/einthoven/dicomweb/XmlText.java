package org.einthoven.dicomweb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.dicom.DicomFormatException;

/**
 * An XML document's characters by its byte order mark or declaration (XML 1.0 appendix F). The JDK's parser does the same, but prints bytes that are none in that encoding to
 * standard error.
 */
final class XmlText {
    private static final int DECLARATION = 200;
    private static final Pattern ENCODING =
            Pattern.compile("^<\\?xml\\s[^>]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlText() {}

    /** Reading fails with a {@link java.nio.charset.CharacterCodingException} where bytes are no characters. */
    static Reader of(InputStream document) throws IOException, DicomFormatException {
        InputStream buffered = new BufferedInputStream(document);
        buffered.mark(DECLARATION);
        byte[] start = buffered.readNBytes(DECLARATION);
        buffered.reset();
        int mark = startsWith(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        buffered.skipNBytes(mark);
        CharsetDecoder decoder = charset(start, mark)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new InputStreamReader(buffered, decoder);
    }

    private static Charset charset(byte[] start, int mark) throws DicomFormatException {
        if (startsWith(start, 0xFE, 0xFF) || startsWith(start, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Matcher encoding = ENCODING.matcher(new String(start, mark, start.length - mark, StandardCharsets.ISO_8859_1));
        try {
            return encoding.find() ? Charset.forName(encoding.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new DicomFormatException("The XML is in an encoding that is not known here.");
        }
    }

    private static boolean startsWith(byte[] bytes, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
