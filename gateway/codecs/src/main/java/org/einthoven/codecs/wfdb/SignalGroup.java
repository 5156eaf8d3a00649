package org.einthoven.codecs.wfdb;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.einthoven.codecs.EcgDecodingException;

/**
 * Signals that share one file, frame after frame, in which each has its samples in the order of the header.
 *
 * @param frames how many frames are read
 * @param frameSize samples a frame
 * @param data the file
 */
record SignalGroup(List<WfdbSignal> signals, int frames, int frameSize, byte[] data) {
    /**
     * Checks that the file holds what the header declares.
     *
     * @param declaredFrames 0 where the header leaves the number open
     * @param number of the group's first signal, for messages
     */
    static SignalGroup of(List<WfdbSignal> signals, long declaredFrames, byte[] data, int number)
            throws EcgDecodingException {
        WfdbSignal first = signals.get(0);
        for (WfdbSignal signal : signals) {
            if (signal.format() != first.format() || signal.byteOffset() != first.byteOffset()) {
                throw new EcgDecodingException(
                        "the signals in the file " + first.file() + " differ in format or byte offset");
            }
        }
        int frameSize = signals.stream().mapToInt(WfdbSignal::samplesPerFrame).sum();
        long available = first.format().samples(Math.max(0, data.length - (long) first.byteOffset())) / frameSize;
        long frames = declaredFrames == 0 ? available : declaredFrames;
        if (frames > available) {
            throw new EcgDecodingException("the signal file " + first.file() + " is truncated: it holds " + available
                    + " of " + frames + " samples a signal");
        }
        if (frames == 0) {
            throw new EcgDecodingException("the signal file " + first.file() + " holds no samples");
        }
        for (WfdbSignal signal : signals) {
            if (signal.skew() >= frames * signal.samplesPerFrame()) {
                throw new EcgDecodingException("the skew of a signal in the file " + first.file() + " (from signal "
                        + number + ") exceeds its length");
            }
        }
        return new SignalGroup(signals, (int) frames, frameSize, data);
    }

    /** Samples of one signal. */
    int length(int index) {
        return Math.multiplyExact(frames, signals.get(index).samplesPerFrame());
    }

    /**
     * Decodes one signal.
     *
     * @param scale millivolts per converter unit
     * @param into {@link #length} values; NaN where a sample is marked as not recorded or moved in by the skew
     * @return the sum of the stored samples, modulo 2^32, for the checksum
     */
    int decode(int index, double scale, double[] into) {
        WfdbSignal signal = signals.get(index);
        SampleFormat format = signal.format();
        int perFrame = signal.samplesPerFrame();
        double baseline = signal.baseline();
        int at = offsetInFrame(index);
        int sum = 0;
        int out = -signal.skew();
        int previous = signal.initialValue();
        for (int frame = 0; frame < frames; frame++, at += frameSize) {
            for (int k = 0; k < perFrame; k++, out++) {
                int raw = format.read(data, signal.byteOffset(), at + k);
                if (format.differences()) {
                    raw += previous;
                    previous = raw;
                }
                sum += raw;
                if (out >= 0) {
                    into[out] = raw == format.invalid() ? Double.NaN : (raw - baseline) * scale;
                }
            }
        }
        Arrays.fill(into, out, into.length, Double.NaN);
        return sum;
    }

    void digest(MessageDigest digest) {
        WfdbSignal first = signals.get(0);
        int bytes = (int) first.format().bytes((long) frames * frameSize);
        digest.update(data, first.byteOffset(), bytes);
    }

    private int offsetInFrame(int index) {
        return signals.subList(0, index).stream()
                .mapToInt(WfdbSignal::samplesPerFrame)
                .sum();
    }
}
