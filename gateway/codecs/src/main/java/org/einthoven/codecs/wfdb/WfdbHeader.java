package org.einthoven.codecs.wfdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * A WFDB header: header(5) of the WFDB Applications Guide.
 *
 * @param frames samples a signal (times samples per frame), or 0 where the header leaves it open
 * @param frameRate frames a second
 * @param baseTime what follows the frame count on the record line, as written; null where nothing does
 * @param comments the lines after the signals that begin with #, without it
 */
record WfdbHeader(
        String record,
        double frameRate,
        long frames,
        @Nullable String baseTime,
        List<WfdbSignal> signals,
        List<String> comments) {
    /** header(5): frame rate where the record line ends before it. */
    private static final double DEFAULT_FRAME_RATE = 250;

    private static final int MOST_SIGNALS = 256;

    private static final Pattern RECORD_LINE = Pattern.compile(
            "([^\\s/]+)(?:/(\\d{1,9}))?[ \\t]+(\\d{1,9})"
                    + "(?:[ \\t]+([-+.eE0-9]+)(?:/[-+.eE0-9]+(?:\\([-+.eE0-9]+\\))?)?(?:[ \\t]+(\\d{1,10})(?:[ \\t]+(\\S.*))?)?)?[ \\t]*");

    WfdbHeader {
        signals = List.copyOf(signals);
        comments = List.copyOf(comments);
    }

    /** Whether a text begins as a header does: comments, then a record line. */
    static boolean looksLike(String text) {
        String line = recordLine(text);
        return line != null && RECORD_LINE.matcher(line).matches();
    }

    private static @Nullable String recordLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse(null);
    }

    static WfdbHeader parse(String text) throws EcgDecodingException {
        List<String> lines = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                comments.add(line.substring(1).strip());
            } else if (!line.isBlank()) {
                lines.add(line);
            }
        }
        Matcher record = RECORD_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!record.matches()) {
            throw new EcgDecodingException("the WFDB header has no valid record line");
        }
        if (record.group(2) != null) {
            throw new EcgDecodingException(
                    "the WFDB record has " + record.group(2) + " segments; multi-segment records are not supported");
        }
        return new WfdbHeader(
                record.group(1),
                frameRate(record.group(4)),
                record.group(5) == null ? 0 : Long.parseLong(record.group(5)),
                record.group(6) == null ? null : record.group(6).strip(),
                signals(lines, Integer.parseInt(record.group(3))),
                comments);
    }

    private static double frameRate(@Nullable String text) throws EcgDecodingException {
        if (text == null) {
            return DEFAULT_FRAME_RATE;
        }
        try {
            double rate = Double.parseDouble(text);
            if (rate > 0 && Double.isFinite(rate)) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new EcgDecodingException("the sampling frequency in the WFDB header is not a positive number");
    }

    private static List<WfdbSignal> signals(List<String> lines, int count) throws EcgDecodingException {
        if (count < 1 || count > MOST_SIGNALS) {
            throw new EcgDecodingException(
                    "the WFDB header declares " + count + " signals; 1 to " + MOST_SIGNALS + " are supported");
        }
        if (lines.size() - 1 < count) {
            throw new EcgDecodingException(
                    "the WFDB header declares " + count + " signals and describes " + (lines.size() - 1));
        }
        List<WfdbSignal> signals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            signals.add(WfdbSignal.parse(lines.get(i), i));
        }
        return signals;
    }
}
