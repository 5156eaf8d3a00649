package org.einthoven.codecs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Says in words what a file that no format recognises looks like, without showing any of its content. */
final class ContentAppearance {
    private static final List<Signature> SIGNATURES = List.of(
            new Signature("25504446", "a PDF document"),
            new Signature("1f8b", "a gzip archive"),
            new Signature("504b0304", "a ZIP archive"),
            new Signature("fd377a585a00", "an xz archive"),
            new Signature("425a68", "a bzip2 archive"),
            new Signature("377abcaf271c", "a 7-Zip archive"),
            new Signature("28b52ffd", "a Zstandard archive"),
            new Signature("89504e47", "a PNG image"),
            new Signature("ffd8ff", "a JPEG image"),
            new Signature("47494638", "a GIF image"),
            new Signature("49492a00", "a TIFF image"),
            new Signature("4d4d002a", "a TIFF image"),
            new Signature("894844460d0a1a0a", "an HDF5 or MATLAB 7.3 file"),
            new Signature(hex("MATLAB 5.0"), "a MATLAB 5 file"),
            new Signature(hex("%!PS"), "a PostScript document"),
            new Signature(hex("MSH|"), "an HL7 v2 message"),
            new Signature(hex("{\\rtf"), "an RTF document"));

    private ContentAppearance() {}

    static String describe(EcgSource source) {
        if (source.size() == 0) {
            return "an empty file";
        }
        byte[] head = source.head();
        for (Signature signature : SIGNATURES) {
            if (signature.startsIn(head)) {
                return signature.name;
            }
        }
        return isText(head) ? describeText(source.headText()) : "binary data of no known kind";
    }

    private static String describeText(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "an HTML page";
        }
        if (start.startsWith("<") || start.startsWith("\u00ef\u00bb\u00bf<")) {
            return "XML that is not an ECG";
        }
        if (start.startsWith("[")) {
            return "a JSON array";
        }
        return start.isEmpty() ? "nothing but white space" : "text";
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            int c = b & 0xff;
            if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
                return false;
            }
        }
        return true;
    }

    private static String hex(String ascii) {
        StringBuilder hex = new StringBuilder();
        for (byte b : ascii.getBytes(StandardCharsets.US_ASCII)) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }

    private record Signature(String hex, String name) {
        boolean startsIn(byte[] head) {
            if (head.length * 2 < hex.length()) {
                return false;
            }
            for (int i = 0; i < hex.length() / 2; i++) {
                if ((head[i] & 0xff) != Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16)) {
                    return false;
                }
            }
            return true;
        }
    }
}
