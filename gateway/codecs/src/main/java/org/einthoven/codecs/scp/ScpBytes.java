package org.einthoven.codecs.scp;

import java.util.Arrays;
import org.einthoven.codecs.EcgDecodingException;

/** Reads part of a record from its start to its end: little-endian numbers, never beyond. */
final class ScpBytes {
    private final String part;
    private final byte[] data;
    private final int to;
    private int at;

    /** @param part what it is part of, for messages: "section 6 of the SCP record" */
    ScpBytes(String part, byte[] data, int from, int to) {
        this.part = part;
        this.data = data;
        this.at = from;
        this.to = to;
    }

    int remaining() {
        return to - at;
    }

    int unsigned8() throws EcgDecodingException {
        return data[advance(1)] & 0xff;
    }

    int unsigned16() throws EcgDecodingException {
        int from = advance(2);
        return data[from] & 0xff | (data[from + 1] & 0xff) << 8;
    }

    int signed16() throws EcgDecodingException {
        return (short) unsigned16();
    }

    long unsigned32() throws EcgDecodingException {
        long low = unsigned16();
        return low | (long) unsigned16() << 16;
    }

    /** The next bytes on their own. */
    ScpBytes take(int length) throws EcgDecodingException {
        int from = advance(length);
        return new ScpBytes(part, data, from, from + length);
    }

    /** All that are left, as a copy. */
    byte[] rest() throws EcgDecodingException {
        int from = advance(remaining());
        return Arrays.copyOfRange(data, from, to);
    }

    private int advance(int length) throws EcgDecodingException {
        if (length > remaining()) {
            throw new EcgDecodingException(
                    part + " is cut short (bytes needed: " + length + ", left: " + remaining() + ")");
        }
        int from = at;
        at += length;
        return from;
    }
}
