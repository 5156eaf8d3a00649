package org.einthoven.codecs.edf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;
import org.einthoven.codecs.VoltageUnit;
import org.jspecify.annotations.Nullable;

/**
 * The data records: in each the samples of one signal after the other, 16-bit two's complement, little-endian. In EDF+ the first annotation of each says when it begins.
 *
 * @param runs records that follow one another without a gap
 * @param annotations texts, without their times
 */
record EdfRecords(byte[] file, EdfHeader header, int count, List<Run> runs, List<String> annotations) {
    private static final int SAMPLE = 2;
    /** What ends an onset and each text, and what stands before a duration. */
    private static final String ENDS = "\u0014";

    private static final String DURATION = "\u0015";
    private static final double HIGHEST_RATE = 1e6;
    private static final double LONGEST_SECONDS = 366 * 86_400.0;
    /** As a gap counts what is longer than this part of a sample at a thousand a second. */
    private static final double SAME_SECONDS = 5e-4;

    /**
     * @param first data record
     * @param count of records
     * @param startSeconds after the start of the file
     */
    record Run(int first, int count, double startSeconds) {}

    static EdfRecords of(byte[] file, EdfHeader header) throws EcgDecodingException {
        long recordBytes = header.recordSamples() * SAMPLE;
        long available = (file.length - header.length()) / recordBytes;
        long count = header.records() == -1 ? available : header.records();
        if (count < 1 || count > available) {
            throw new EcgDecodingException(
                    "the EDF file holds " + available + " data records, and its header says " + header.records());
        }
        double fastest =
                header.signals().stream().mapToInt(EdfSignal::samples).max().orElseThrow();
        if (!(header.recordSeconds() > 0) || fastest / header.recordSeconds() > HIGHEST_RATE) {
            throw new EcgDecodingException("the duration of a data record in the EDF header is not one of signals");
        }
        List<String> texts = new ArrayList<>();
        double[] starts = new double[(int) count];
        for (int record = 0; record < count; record++) {
            Double stated = start(file, header, record, texts);
            // Of a continuous file only the first counts: it may begin within the second that the header names.
            starts[record] = stated != null && (record == 0 || header.discontinuous())
                    ? stated
                    : starts[0] + record * header.recordSeconds();
        }
        return new EdfRecords(file, header, (int) count, runs(header, starts), texts);
    }

    /** Data behind the last record that the header counts is left. */
    int bytes() {
        return (int) (count * header.recordSamples() * SAMPLE);
    }

    /** When a record begins, where it says so; null where it need not. */
    private static @Nullable Double start(byte[] file, EdfHeader header, int record, List<String> texts)
            throws EcgDecodingException {
        int index =
                header.signals().stream().map(EdfSignal::annotations).toList().indexOf(true);
        Double start = null;
        if (header.plus() && index >= 0) {
            int at = position(header, record, index);
            String text = new String(file, at, header.signals().get(index).samples() * SAMPLE, StandardCharsets.UTF_8);
            for (String list : text.split("\0", -1)) {
                List<String> parts = List.of(list.split(ENDS, -1));
                Double onset = parts.size() < 2 ? null : onset(parts.get(0));
                if (onset != null) {
                    // The list without a text is the record's own.
                    start = start == null && parts.get(1).isEmpty() ? onset : start;
                    parts.stream().skip(1).filter(each -> !each.isBlank()).forEach(each -> texts.add(each.strip()));
                }
            }
        }
        if (start == null && header.discontinuous()) {
            throw new EcgDecodingException(
                    "data record " + (record + 1) + " of the EDF+D file does not say when it begins");
        }
        if (start != null && Math.abs(start) > LONGEST_SECONDS) {
            throw new EcgDecodingException(
                    "data record " + (record + 1) + " of the EDF+ file begins more than a year off");
        }
        return start;
    }

    /** Of a time-stamped list of annotations: seconds, perhaps followed by a duration. */
    private static @Nullable Double onset(String text) {
        String seconds = text.split(DURATION, 2)[0];
        return seconds.matches("[+-]\\d{1,9}(\\.\\d{1,9})?") ? Double.valueOf(seconds) : null;
    }

    private static List<Run> runs(EdfHeader header, double[] starts) {
        List<Run> runs = new ArrayList<>();
        int first = 0;
        for (int record = 1; record <= starts.length; record++) {
            double expected = starts[record - 1] + header.recordSeconds();
            if (record == starts.length || Math.abs(starts[record] - expected) > SAME_SECONDS) {
                runs.add(new Run(first, record - first, starts[first]));
                first = record;
            }
        }
        return runs;
    }

    double[] millivolts(Run run, int index) throws EcgDecodingException {
        EdfSignal signal = header.signals().get(index);
        double unit = signal.voltage().orElse(VoltageUnit.MILLIVOLT).millivolts();
        double gain = signal.gain() * unit;
        double offset = signal.offset() * unit;
        double[] millivolts = new double[Math.multiplyExact(run.count, signal.samples())];
        int out = 0;
        for (int record = run.first; record < run.first + run.count; record++) {
            int at = position(header, record, index);
            for (int i = 0; i < signal.samples(); i++, at += SAMPLE) {
                int raw = (short) ((file[at] & 0xff) | file[at + 1] << 8);
                millivolts[out++] = raw * gain + offset;
            }
        }
        return millivolts;
    }

    private static int position(EdfHeader header, int record, int index) {
        long before = header.signals().subList(0, index).stream()
                .mapToLong(EdfSignal::samples)
                .sum();
        return (int) (header.length() + SAMPLE * (record * header.recordSamples() + before));
    }
}
