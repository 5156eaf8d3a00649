package org.einthoven.codecs.fhir;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.einthoven.codecs.EcgDecodingException;

/**
 * The text of a resource, fit to be parsed: it is UTF-8 (whatever an XML declaration says), it declares no document
 * type and so no entities, and it does not nest so deep that a parser's stack would overflow.
 */
record FhirText(String text, boolean json) {
    /** FHIR's own resources nest some twenty levels; their narrative may nest a few more. */
    private static final int DEEPEST = 128;

    static FhirText of(byte[] bytes) throws EcgDecodingException {
        String text = utf8(bytes).replaceFirst("^\\uFEFF", "");
        boolean json = text.stripLeading().startsWith("{");
        if (!json && text.contains("<!DOCTYPE")) {
            throw new EcgDecodingException("FHIR XML with a document type declaration is refused");
        }
        if ((json ? jsonDepth(text) : xmlDepth(text)) > DEEPEST) {
            throw new EcgDecodingException("the FHIR resource nests deeper than " + DEEPEST + " levels");
        }
        return new FhirText(text, json);
    }

    private static String utf8(byte[] bytes) throws EcgDecodingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EcgDecodingException("the FHIR resource is not in UTF-8", e);
        }
    }

    private static int jsonDepth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }

    /** Counts tags; what looks like one inside a comment can only make the depth seem greater. */
    private static int xmlDepth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
            char next = open + 1 < text.length() ? text.charAt(open + 1) : ' ';
            if (next == '/') {
                depth--;
            } else if (next != '!' && next != '?') {
                int close = text.indexOf('>', open);
                if (close < 0) {
                    break;
                }
                if (text.charAt(close - 1) != '/') {
                    deepest = Math.max(deepest, ++depth);
                }
            }
        }
        return deepest;
    }
}
