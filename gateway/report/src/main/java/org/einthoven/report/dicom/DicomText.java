package org.einthoven.report.dicom;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.einthoven.dicom.UID;
import org.einthoven.dicom.VR;
import org.jspecify.annotations.Nullable;

/** Text of any origin in the form that a value representation allows (PS3.5 section 6.2). */
final class DicomText {
    private static final int LONGEST_ST = 1024;
    private static final int LONGEST_LO = 64;
    private static final int LONGEST_SH = 16;
    private static final int LONGEST_NAME = 64;
    private static final int NAME_GROUPS = 3;
    private static final int NAME_COMPONENTS = 5;
    private static final Set<String> SEXES = Set.of("M", "F", "O");
    private static final Pattern OFFSET = Pattern.compile("[+-](0\\d|1[0-4])[0-5]\\d");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3])(:?[0-5]\\d(:?([0-5]\\d|60)(\\.\\d{1,6})?)?)?");

    private DicomText() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Words for a LO, ST or UT of one line: what is too long is cut. */
    static String words(VR vr, String text) {
        String line = line(text);
        int longest = vr == VR.LO ? LONGEST_LO : vr == VR.ST ? LONGEST_ST : Integer.MAX_VALUE;
        return cut(line, longest);
    }

    /** Text of several lines; a line ends in CR and LF. */
    static String paragraphs(String text) {
        return text.lines().map(DicomText::plain).map(String::strip).collect(Collectors.joining("\r\n"));
    }

    /** An identifier of a LO or SH. A cut one might be somebody else's: one that is too long is none. */
    static @Nullable String identifier(VR vr, @Nullable String text) {
        String line = line(text == null ? "" : text);
        int longest = vr == VR.SH ? LONGEST_SH : LONGEST_LO;
        return line.isEmpty() || length(line) > longest ? null : line;
    }

    /** A name of at most three groups of five components; what is too long is cut, what is too many is put together. */
    static @Nullable String personName(@Nullable String text) {
        String[] groups = line(text == null ? "" : text).split("=", -1);
        String name = Arrays.stream(groups)
                .limit(NAME_GROUPS)
                .map(DicomText::nameGroup)
                .collect(Collectors.joining("="))
                .replaceFirst("[=^ ]+$", "");
        return name.isEmpty() ? null : name;
    }

    private static String nameGroup(String group) {
        String[] components = group.split("\\^", NAME_COMPONENTS);
        components[components.length - 1] = components[components.length - 1].replace('^', ' ');
        return cut(Arrays.stream(components).map(String::strip).collect(Collectors.joining("^")), LONGEST_NAME);
    }

    /** YYYYMMDD of a day that there is; dots as in ACR-NEMA are forgiven. */
    static @Nullable String date(@Nullable String text) {
        String digits = text == null ? "" : text.strip().replace(".", "");
        try {
            return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE).getYear() < 1 ? null : digits;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** HHMMSS.FFFFFF, or less exact; colons as in ACR-NEMA are forgiven. */
    static @Nullable String time(@Nullable String text) {
        String time = text == null ? "" : text.strip();
        return TIME.matcher(time).matches() ? time.replace(":", "") : null;
    }

    static @Nullable String sex(@Nullable String text) {
        String sex = text == null ? "" : text.strip();
        return SEXES.contains(sex) ? sex : null;
    }

    /** An offset from UTC: "+0100". */
    static @Nullable String offset(@Nullable String text) {
        String offset = text == null ? "" : text.strip();
        return OFFSET.matcher(offset).matches() && !offset.equals("-0000") ? offset : null;
    }

    static @Nullable String uid(@Nullable String text) {
        String uid = text == null ? "" : text.strip();
        return UID.isValid(uid) ? uid : null;
    }

    /** One line without backslashes, which would divide it. */
    private static String line(String text) {
        return plain(text).replace('\\', ' ').replaceAll(" {2,}", " ").strip();
    }

    /** White space and control characters as spaces, halves of surrogate pairs as U+FFFD. */
    private static String plain(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.CONTROL || Character.isWhitespace(c)
                        ? ' '
                        : Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String cut(String text, int longest) {
        return length(text) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)).stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
