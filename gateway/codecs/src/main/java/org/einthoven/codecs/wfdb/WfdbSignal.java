package org.einthoven.codecs.wfdb;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.einthoven.codecs.EcgDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * One signal line of a header.
 *
 * @param file the signal file's name, in the header's own folder
 * @param samplesPerFrame at least 1
 * @param skew how many of the signal's samples come before sample 0
 * @param byteOffset where the samples begin in the file
 * @param gain converter units per physical unit, never 0
 * @param calibrated false where the header gives no gain, and 200 per millivolt is the default
 * @param baseline the converter's value at 0 physical units
 * @param initialValue the first sample, or in format 8 what the first difference is added to; the converter's zero where the header gives none
 * @param checksum the sum of all samples modulo 65536, where the header gives it
 * @param description the lead's name as a rule; empty where there is none
 */
record WfdbSignal(
        String file,
        SampleFormat format,
        int samplesPerFrame,
        int skew,
        int byteOffset,
        double gain,
        boolean calibrated,
        int baseline,
        String units,
        int initialValue,
        OptionalInt checksum,
        String description) {
    /** The gain of a signal whose header gives none or 0: header(5), "ADC gain". */
    static final double DEFAULT_GAIN = 200;

    /** Beyond these a sample would leave the range of a double or vanish in it. */
    private static final double SMALLEST_GAIN = 1e-12;

    private static final double LARGEST_GAIN = 1e18;
    private static final int LARGEST_SAMPLES_PER_FRAME = 10_000;
    private static final Pattern FORMAT =
            Pattern.compile("(\\d{1,4})(?:x(\\d{1,9}))?(?::(\\d{1,9}))?(?:\\+(\\d{1,9}))?");
    private static final Pattern GAIN = Pattern.compile("([^(/]+)(?:\\(([^)]*)\\))?(?:/(.+))?");

    /**
     * Reads one line.
     *
     * @param number the signal's place among the record's, from 1, for messages
     */
    static WfdbSignal parse(String line, int number) throws EcgDecodingException {
        String[] field = line.strip().split("\\s+", 9);
        Matcher format = FORMAT.matcher(field.length < 2 ? "" : field[1]);
        if (!format.matches()) {
            throw new EcgDecodingException("the WFDB header's line of signal " + number + " has no valid format field");
        }
        int adcZero = integer(field, 4, 0, number, "ADC zero");
        Matcher gain = GAIN.matcher(field.length < 3 ? "0" : field[2]);
        if (!gain.matches()) {
            throw wrong(number, "gain");
        }
        double stated = gain(gain.group(1), number);
        return new WfdbSignal(
                fileName(field[0], number),
                sampleFormat(format.group(1), number),
                samplesPerFrame(format.group(2), number),
                natural(format.group(3)),
                natural(format.group(4)),
                stated == 0 ? DEFAULT_GAIN : stated,
                stated != 0,
                gain.group(2) == null ? adcZero : parseInt(gain.group(2), number, "baseline"),
                gain.group(3) == null ? "mV" : gain.group(3),
                integer(field, 5, adcZero, number, "initial value"),
                field.length > 6 ? OptionalInt.of(integer(field, 6, 0, number, "checksum")) : OptionalInt.empty(),
                field.length > 8 ? field[8].strip() : "");
    }

    /** Signals that follow one another in the header and share a file are interleaved in it. */
    boolean sharesFileWith(WfdbSignal other) {
        return file.equals(other.file);
    }

    private static String fileName(String name, int number) throws EcgDecodingException {
        // A header from outside must not make the gateway open any other file of this machine.
        boolean plain = !name.isEmpty()
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || c < ' ')
                && !name.startsWith(".")
                && !name.equals("-")
                && !name.equals("~");
        if (!plain) {
            throw new EcgDecodingException("the WFDB header's line of signal " + number
                    + " names a file that is not a plain name in the header's own folder");
        }
        return name;
    }

    private static SampleFormat sampleFormat(String digits, int number) throws EcgDecodingException {
        return SampleFormat.ofNumber(Integer.parseInt(digits))
                .orElseThrow(() -> new EcgDecodingException("WFDB format " + digits + " of signal " + number
                        + " is not supported (8, 16, 24, 32, 61, 80, 160, 212, 310, 311 are)"));
    }

    private static int samplesPerFrame(@Nullable String digits, int number) throws EcgDecodingException {
        int samples = digits == null ? 1 : Integer.parseInt(digits);
        if (samples < 1 || samples > LARGEST_SAMPLES_PER_FRAME) {
            throw wrong(number, "samples per frame");
        }
        return samples;
    }

    private static int natural(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static double gain(String text, int number) throws EcgDecodingException {
        try {
            double gain = Double.parseDouble(text);
            double size = Math.abs(gain);
            if (size == 0 || (size >= SMALLEST_GAIN && size <= LARGEST_GAIN)) {
                return gain;
            }
        } catch (NumberFormatException e) {
            // Told below, with the signal's number.
        }
        throw wrong(number, "gain");
    }

    private static int integer(String[] field, int index, int absent, int number, String name)
            throws EcgDecodingException {
        return index < field.length ? parseInt(field[index], number, name) : absent;
    }

    private static int parseInt(String text, int number, String name) throws EcgDecodingException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(number, name);
        }
    }

    private static EcgDecodingException wrong(int number, String field) {
        return new EcgDecodingException(
                "the " + field + " of signal " + number + " in the WFDB header is not a valid number");
    }
}
