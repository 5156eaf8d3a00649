package org.einthoven.codecs;

import java.util.Arrays;

/** Samples that are written as text: decimals, divided by white space. */
public final class SampleText {
    private SampleText() {}

    /**
     * Reads all of them.
     *
     * @param missing letters of which each stands for a sample that is missing, such as "EUL"
     * @param name what the text is called in a message
     * @return raw values; NaN where a sample is missing
     * @throws EcgDecodingException naming the number of the value that is neither; it shows none of the text
     */
    public static double[] parse(String text, String missing, String name) throws EcgDecodingException {
        double[] values = new double[Math.max(16, text.length() / 4)];
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            if (isSpace(text.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            if (end - i == 1 && missing.indexOf(text.charAt(i)) >= 0) {
                values[count++] = Double.NaN;
            } else {
                values[count] = value(text, i, end);
                if (Double.isNaN(values[count++])) {
                    throw new EcgDecodingException("value " + count + " of " + name + " is "
                            + (missing.isEmpty() ? "no decimal" : "neither a decimal nor " + words(missing)));
                }
            }
            i = end;
        }
        return Arrays.copyOf(values, count);
    }

    /** NaN for what is no number. */
    private static double value(String text, int from, int to) {
        char first = text.charAt(from);
        int digits = first == '-' ? from + 1 : from;
        // Nearly all values are short integers: read those without an object each.
        if (to > digits && to - digits <= 9) {
            int whole = 0;
            int i = digits;
            while (i < to && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                whole = 10 * whole + (text.charAt(i++) - '0');
            }
            if (i == to) {
                return first == '-' ? -(double) whole : whole;
            }
        }
        return decimal(text.substring(from, to));
    }

    private static double decimal(String token) {
        if (token.length() <= 40 && token.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
            double value = Double.parseDouble(token);
            return Double.isInfinite(value) ? Double.NaN : value;
        }
        return Double.NaN;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    /** "E, U or L". */
    private static String words(String letters) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            words.append(i == 0 ? "" : i == letters.length() - 1 ? " or " : ", ")
                    .append(letters.charAt(i));
        }
        return words.toString();
    }
}
