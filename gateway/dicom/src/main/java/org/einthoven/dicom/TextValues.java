package org.einthoven.dicom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as texts and back: the character set, the division by backslashes, the padding (PS3.5 sections 6.1, 6.2 and 6.4). */
final class TextValues {
    private TextValues() {}

    /** The first value trimmed, or null where it is empty or the VR holds neither text nor numbers. */
    static @Nullable String first(DicomValue value, SpecificCharacterSet characterSet) {
        if (!value.vr().isText()) {
            List<String> numbers = NumberValues.texts(value, 1);
            return numbers.isEmpty() ? null : numbers.get(0);
        }
        String text = decode(value, characterSet);
        int end = value.vr().isMultiValued() ? text.indexOf('\\') : -1;
        String first = trim(text, 0, end < 0 ? text.length() : end, value.vr());
        return first.isEmpty() ? null : first;
    }

    /** All values trimmed; none where there are no bytes but padding. */
    static List<String> all(DicomValue value, SpecificCharacterSet characterSet) {
        if (!value.vr().isText()) {
            return NumberValues.texts(value, Integer.MAX_VALUE);
        }
        String text = decode(value, characterSet);
        return value.vr().isMultiValued() ? split(text, value.vr()) : single(trim(text, 0, text.length(), value.vr()));
    }

    private static List<String> single(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static List<String> split(String text, VR vr) {
        int separator = text.indexOf('\\');
        if (separator < 0) {
            return single(trim(text, 0, text.length(), vr));
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        while (separator >= 0) {
            values.add(trim(text, start, separator, vr));
            start = separator + 1;
            separator = text.indexOf('\\', start);
        }
        values.add(trim(text, start, text.length(), vr));
        return List.copyOf(values);
    }

    private static String decode(DicomValue value, SpecificCharacterSet characterSet) {
        return vrCharacterSet(value.vr(), characterSet)
                .decode(value.source(), value.offset(), value.length(), value.vr());
    }

    private static SpecificCharacterSet vrCharacterSet(VR vr, SpecificCharacterSet characterSet) {
        return vr.followsCharacterSet() ? characterSet : SpecificCharacterSet.DEFAULT;
    }

    private static String trim(String text, int from, int to, VR vr) {
        int start = from;
        int end = to;
        while (end > start && isPadding(text.charAt(end - 1))) {
            end--;
        }
        while (vr.ignoresLeadingSpaces() && start < end && text.charAt(start) == ' ') {
            start++;
        }
        return text.substring(start, end);
    }

    private static boolean isPadding(char character) {
        return character == ' ' || character == 0;
    }

    static DicomValue encode(int tag, VR vr, SpecificCharacterSet characterSet, String... values) {
        if (!vr.isText()) {
            throw new IllegalArgumentException(Tag.describe(tag) + " of VR " + vr + " holds no text");
        }
        if (vr.isMultiValued()) {
            refuseBackslash(tag, values);
        } else if (values.length > 1) {
            throw new IllegalArgumentException(Tag.describe(tag) + " of VR " + vr + " holds one value only");
        }
        String joined = String.join("\\", values);
        byte[] bytes = vr.followsCharacterSet()
                ? characterSet.encode(joined)
                : SpecificCharacterSet.encode(joined, StandardCharsets.US_ASCII);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    Tag.describe(tag) + " has a character that the Specific Character Set lacks");
        }
        return new DicomValue(tag, vr, bytes);
    }

    private static void refuseBackslash(int tag, String... values) {
        for (String value : values) {
            if (value.indexOf('\\') >= 0) {
                throw new IllegalArgumentException(
                        Tag.describe(tag) + " has a backslash, which would divide the value");
            }
        }
    }
}
