package org.einthoven.codecs.xml;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import org.einthoven.codecs.ContentDigest;

/**
 * The hash of a document's content: elements, attributes in the order of their names, text with its white space as single spaces. So a document hashes alike in every encoding,
 * with other prefixes, indented or not.
 */
public final class XmlHash {
    private final MessageDigest digest = ContentDigest.create();

    private XmlHash() {}

    /** SHA-256 in lower-case hexadecimal. */
    public static String of(XmlElement root) {
        XmlHash hash = new XmlHash();
        hash.add(root);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    /** Each text ends in a character that XML has not, so that no two documents run into one. */
    private void add(XmlElement element) {
        text(element.namespace());
        text(element.name());
        new TreeMap<>(element.attributes()).forEach((name, value) -> {
            text(name);
            text(value);
        });
        text("");
        text(element.characters());
        element.children().forEach(this::add);
        text("");
    }

    private void text(String text) {
        digest.update(text.strip().replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
