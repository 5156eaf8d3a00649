package org.einthoven.codecs.edf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;

/**
 * The header of a file: 256 bytes and as many for each signal, in ASCII.
 *
 * @param reserved "EDF+C" or "EDF+D" begins it in EDF+
 * @param records data records, as the header says; -1 where it leaves the number open
 * @param recordSeconds how long each is; zero only where nothing but annotations is in them
 */
record EdfHeader(
        String patient,
        String recording,
        String startDate,
        String startTime,
        String reserved,
        long records,
        double recordSeconds,
        List<EdfSignal> signals) {
    private static final int BLOCK = 256;
    private static final String VERSION = "0       ";
    private static final int MOST_SIGNALS = 512;

    EdfHeader {
        signals = List.copyOf(signals);
    }

    /** By the version and the header's length, which is a multiple of its blocks. */
    static boolean looksLike(byte[] head) {
        if (head.length < BLOCK) {
            return false;
        }
        String text = new String(head, 0, BLOCK, StandardCharsets.ISO_8859_1);
        String length = text.substring(184, 192).strip();
        String signals = text.substring(252, 256).strip();
        return text.startsWith(VERSION)
                && length.matches("\\d{3,7}")
                && signals.matches("\\d{1,4}")
                && Integer.parseInt(length) == BLOCK * (1 + Integer.parseInt(signals));
    }

    /** Bytes before the first data record. */
    int length() {
        return BLOCK * (1 + signals.size());
    }

    /** Samples of all signals in a data record. */
    long recordSamples() {
        return signals.stream().mapToLong(EdfSignal::samples).sum();
    }

    boolean discontinuous() {
        return reserved.startsWith("EDF+D");
    }

    boolean plus() {
        return reserved.startsWith("EDF+");
    }

    static EdfHeader parse(byte[] file) throws EcgDecodingException {
        Fields fixed = new Fields(file, 8);
        String patient = fixed.text(80);
        String recording = fixed.text(80);
        String date = fixed.text(8);
        String time = fixed.text(8);
        fixed.text(8);
        String reserved = fixed.text(44);
        long records = (long) fixed.number(8, "number of data records");
        double seconds = fixed.number(8, "duration of a data record");
        int count = (int) fixed.number(4, "number of signals");
        if (count < 1 || count > MOST_SIGNALS || file.length < BLOCK * (1 + count)) {
            throw new EcgDecodingException("the EDF header ends before its signals");
        }
        return new EdfHeader(patient, recording, date, time, reserved, records, seconds, signals(file, count));
    }

    /** Each field stands for all signals, before the next field. */
    private static List<EdfSignal> signals(byte[] file, int count) throws EcgDecodingException {
        List<EdfSignal> signals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = " of signal " + (i + 1);
            int at = BLOCK;
            String label = new Fields(file, at + 16 * i).text(16);
            at += (16 + 80) * count;
            String unit = new Fields(file, at + 8 * i).text(8);
            at += 8 * count;
            double[] range = new double[4];
            for (int k = 0; k < range.length; k++, at += 8 * count) {
                range[k] = new Fields(file, at + 8 * i).number(8, "physical and digital range" + name);
            }
            at += 80 * count;
            double samples = new Fields(file, at + 8 * i).number(8, "number of samples" + name);
            if (samples < 1 || samples > 1 << 24 || samples != Math.rint(samples)) {
                throw new EcgDecodingException("the number of samples" + name + " in the EDF header is not one");
            }
            signals.add(new EdfSignal(label, unit, range[0], range[1], range[2], range[3], (int) samples));
        }
        return signals;
    }

    /** Reads one field after the other. */
    private static final class Fields {
        private final byte[] file;
        private int at;

        Fields(byte[] file, int at) {
            this.file = file;
            this.at = at;
        }

        String text(int length) {
            String text = new String(file, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text.replace('\0', ' ').strip();
        }

        double number(int length, String name) throws EcgDecodingException {
            String text = text(length);
            // Some writers have their country's comma.
            String plain = text.replace(',', '.');
            if (!plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?")) {
                throw new EcgDecodingException("the " + name + " in the EDF header is not a number");
            }
            return Double.parseDouble(plain);
        }
    }
}
