package org.einthoven.report.fhir;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.utilities.xhtml.NodeType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * Text of any origin in the form that FHIR's string allows (R4, datatypes: no control characters but tab, CR, LF;
 * never empty).
 */
final class FhirText {
    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_IDENTIFIER = 1024;

    private FhirText() {}

    /** Words for people: what is not allowed becomes U+FFFD, what is too long is cut and says so. */
    static String words(String text) {
        boolean cut = text.length() > LONGEST_TEXT;
        String clean = clean(cut ? text.substring(0, LONGEST_TEXT) : text).strip();
        if (clean.isEmpty()) {
            return "(empty)";
        }
        return cut ? clean + " … (cut)" : clean;
    }

    /**
     * An identifier: what is not allowed becomes U+FFFD, which no real identifier holds. A cut one might be somebody
     * else's, therefore one that is too long is replaced by its hash.
     */
    static String identifier(String text) {
        String clean = text.length() > LONGEST_IDENTIFIER ? "" : clean(text).strip();
        return clean.isEmpty() ? "sha256:" + sha256(text) : clean;
    }

    /** A short generated narrative of one paragraph a line. */
    static Narrative narrative(String... lines) {
        // Built, not parsed: the library's parser makes a table of all HTML entities each time.
        XhtmlNode div = new XhtmlNode(NodeType.Element, "div");
        div.setAttribute("xmlns", XhtmlNode.XMLNS);
        for (String line : lines) {
            div.addTag("p").addText(words(line));
        }
        Narrative narrative = new Narrative();
        narrative.setStatus(Narrative.NarrativeStatus.GENERATED);
        narrative.setDiv(div);
        return narrative;
    }

    private static String clean(String text) {
        if (isClean(text)) {
            return text;
        }
        return text.codePoints()
                .map(c -> allowed(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether all of it is allowed beyond doubt; a surrogate pair is looked at more closely. */
    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What both FHIR's string and XML 1.0 can hold. */
    private static boolean allowed(int c) {
        boolean control = c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7F && c <= 0x9F;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE;
        return !control && !surrogate && !noCharacter;
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
