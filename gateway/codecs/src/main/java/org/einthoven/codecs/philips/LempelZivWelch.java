package org.einthoven.codecs.philips;

import java.nio.ByteBuffer;
import org.einthoven.codecs.EcgDecodingException;

/**
 * LZW with codes of ten bits, the highest bit first, and no code that clears the table: it fills up and stays (T. Welch, Computer 1984;17(6):8-19, doi 10.1109/MC.1984.1659158).
 */
final class LempelZivWelch {
    private static final int BITS = 10;
    private static final int MASK = (1 << BITS) - 1;
    /** The one above it ends the data. */
    private static final int LARGEST_CODE = MASK - 1;

    private static final int BYTES = 256;

    /** Of a code its last byte and the code before that, -1 for a single byte. */
    private final int[] before = new int[LARGEST_CODE + 1];

    private final byte[] last = new byte[LARGEST_CODE + 1];
    private final int[] length = new int[LARGEST_CODE + 1];
    private int size = BYTES;

    private LempelZivWelch() {
        for (int i = 0; i < BYTES; i++) {
            before[i] = -1;
            last[i] = (byte) i;
            length[i] = 1;
        }
    }

    /**
     * Expands all codes.
     *
     * @param wanted bytes that they must come to
     * @param name of what it is, for a message
     */
    static byte[] expand(ByteBuffer codes, int wanted, String name) throws EcgDecodingException {
        return new LempelZivWelch().expand(new Codes(codes), new byte[wanted], name);
    }

    private byte[] expand(Codes codes, byte[] bytes, String name) throws EcgDecodingException {
        int count = 0;
        int previous = -1;
        for (int code = codes.next(); code >= 0; code = codes.next()) {
            boolean isNext = code == size && previous >= 0;
            if (code >= size && !isNext) {
                throw new EcgDecodingException("the XLI data of " + name + " are damaged");
            }
            if (previous >= 0 && size <= LARGEST_CODE) {
                add(previous, first(isNext ? previous : code));
            }
            if (length[code] > bytes.length - count) {
                throw new EcgDecodingException("the XLI data of " + name + " hold more samples than are stated");
            }
            count += write(code, bytes, count);
            previous = code;
        }
        if (count < bytes.length) {
            throw new EcgDecodingException("the XLI data of " + name + " end before their last sample");
        }
        return bytes;
    }

    private static final class Codes {
        private final ByteBuffer bytes;
        private int buffer;
        private int bits;

        Codes(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        /** Negative behind the last. */
        int next() {
            while (bits < BITS) {
                if (!bytes.hasRemaining()) {
                    return -1;
                }
                buffer = buffer << Byte.SIZE | (bytes.get() & 0xff);
                bits += Byte.SIZE;
            }
            bits -= BITS;
            int code = (buffer >> bits) & MASK;
            buffer &= (1 << bits) - 1;
            return code > LARGEST_CODE ? -1 : code;
        }
    }

    private void add(int prefix, byte lastByte) {
        before[size] = prefix;
        last[size] = lastByte;
        length[size] = length[prefix] + 1;
        size++;
    }

    private byte first(int code) {
        int at = code;
        while (before[at] >= 0) {
            at = before[at];
        }
        return last[at];
    }

    /** How many bytes it wrote. */
    private int write(int code, byte[] bytes, int from) {
        int at = from + length[code];
        for (int step = code; step >= 0; step = before[step]) {
            at--;
            bytes[at] = last[step];
        }
        return length[code];
    }
}
